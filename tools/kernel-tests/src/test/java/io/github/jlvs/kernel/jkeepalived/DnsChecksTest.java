// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * DNS_CHECK: keepalived and jkeepalived run the same file beside each other, and ask the same
 * dnsmasq. At every step their tables are the same and their logs say the same.
 */
@KernelTest
class DnsChecksTest {
  private static final String SERVER = "10.1.80.93";

  /** Ports of the virtual servers, each of which has one check. */
  private static final int ZONE = 81;

  private static final int ADDRESS = 82;
  private static final int NO_SUCH_RECORD = 83;
  private static final int LONG_ANSWER = 84;
  private static final int REFUSED = 85;

  /** All but the one that asks for the root, which this server refuses to answer for. */
  private static final Set<Integer> WELL = Set.of(ZONE, ADDRESS, NO_SUCH_RECORD, LONG_ANSWER);

  private static final String FILE =
      "global_defs {\nchecker_log_all_failures\n}\n"
          + service(ZONE, "name example.org")
          + service(ADDRESS, "type a\nname www.Example.org")
          + service(NO_SUCH_RECORD, "type AAAA\nname www.example.org")
          + service(LONG_ANSWER, "type TXT\nname long.example.org")
          + service(REFUSED, "");

  @Test
  void checks_by_dns_find_the_same(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host rs1 = network.host("rs1", SERVER + "/24");
    try (NameServer server = new NameServer(rs1, SERVER)) {
      TwoDirectors both =
          new TwoDirectors(ds1, ds2, FILE, "DNS_CHECK .*", UnaryOperator.identity());
      both.same("start", WELL, 5 + 3);

      server.hosts("");
      both.same("a name is gone", Set.of(ZONE, LONG_ANSWER), 8);
      server.hosts(SERVER + " www.example.org");
      both.same("the name is back", WELL, 4);

      server.freeze();
      both.same("dnsmasq does not answer", Set.of(), 16);
      server.thaw();
      both.same("dnsmasq answers", WELL, 8);

      List<String> asked = server.askedBy("10.1.80.91");
      assertThat(asked).hasSize(5).contains("auth[A] www.Example.org");
      assertThat(server.askedBy("10.1.80.92")).isEqualTo(asked);

      server.stop();
      both.same("dnsmasq is stopped", Set.of(), 16, DnsChecksTest::withoutFirstReason);
      server.start();
      both.same("dnsmasq is started", WELL, 8);

      both.stop();
      both.report("checks by DNS, tables, log and questions", asked.size());
    }
  }

  /** A question that waits unread in a socket that is closed is lost; the next is refused. */
  private static String withoutFirstReason(String line) {
    return line.replaceFirst(
        "(read timeout from|failed to read) socket(; errno 111 \\(Connection refused\\))?$",
        "first try failed");
  }

  private static String service(int port, String inCheck) {
    return CheckedService.of(
        port,
        "UDP",
        "connect_timeout 2",
        SERVER + " 53",
        "DNS_CHECK {\nretry 1\n" + inCheck + "\n}");
  }
}
