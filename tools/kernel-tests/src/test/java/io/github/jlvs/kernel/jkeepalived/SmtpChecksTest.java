// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.jkeepalived.ScriptedMailServer.End;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * SMTP_CHECK: keepalived and jkeepalived run the same file beside each other, and ask the same
 * server. At every step their tables are the same and their logs say the same.
 */
@KernelTest
class SmtpChecksTest {
  private static final String SERVER = "10.1.80.93";

  /** Ports of the virtual servers, each of which has one check. */
  private static final int USUAL = 81;

  private static final int WITHOUT_RETRY = 82;
  private static final int ELSEWHERE = 83;
  private static final int IN_HOST = 84;

  private static final Set<Integer> ALL = Set.of(USUAL, WITHOUT_RETRY, ELSEWHERE, IN_HOST);

  /** Of each virtual server one of the check, two of the table. */
  private static final int LINES_UP = 3 * ALL.size();

  /** Those of the table, and one for each try: one check has no retry. */
  private static final int LINES_DOWN = 2 * ALL.size() + 2 * ALL.size() - 1;

  private static final String FILE =
      "global_defs {\nchecker_log_all_failures\n}\n"
          + service(USUAL, 25, "")
          + service(WITHOUT_RETRY, 25, "retry 0\nhelo_name ds.example.org")
          + service(ELSEWHERE, 80, "connect_port 25")
          + service(
              IN_HOST,
              80,
              "helo_name host.example.org\nhost {\nconnect_port 25\nconnect_timeout 2\n}");

  @Test
  void checks_by_smtp_find_the_same(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host rs1 = network.host("rs1", SERVER + "/24");
    ScriptedMailServer server = well(new ScriptedMailServer(rs1, SERVER));
    TwoDirectors both =
        new TwoDirectors(
            ds1, ds2, FILE, "(SMTP_CHECK|Remote SMTP server) .*", UnaryOperator.identity());
    both.same("start", ALL, 2 * ALL.size());

    server.says(End.LEFT_OPEN, "554 not today");
    downAndUp(both, "another greeting", server);
    server.says(End.LEFT_OPEN, "220 mx", "550 who are you");
    downAndUp(both, "another answer to HELO", server);
    server.says(End.CLOSED);
    downAndUp(both, "closed before a greeting", server);
    server.says(End.CLOSED, "220 mx", "250 mx");
    downAndUp(both, "closed before an answer to QUIT", server);
    server.says(End.LEFT_OPEN, "220 mx");
    downAndUp(both, "silent", server);

    Set<String> asked = server.askedBy("10.1.80.91");
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "HELO smtpchecker.keepalived.org",
            "HELO ds.example.org",
            "HELO host.example.org",
            "QUIT");
    assertThat(server.askedBy("10.1.80.92")).isEqualTo(asked);

    server.close();
    both.same("refused", Set.of(), LINES_DOWN);
    both.stop();
    both.report("checks by SMTP, tables, log and commands", asked.size());
  }

  private static ScriptedMailServer well(ScriptedMailServer server) {
    return server.says(End.CLOSED, "220 mx ESMTP", "250 mx", "221 bye");
  }

  private static void downAndUp(TwoDirectors both, String what, ScriptedMailServer server) {
    both.same(what, Set.of(), LINES_DOWN);
    well(server);
    both.same("well after " + what, ALL, LINES_UP);
  }

  private static String service(int port, int portOfServer, String inCheck) {
    return CheckedService.of(
        port,
        "TCP",
        "connect_timeout 2",
        SERVER + " " + portOfServer,
        "SMTP_CHECK {\n" + inCheck + "\n}");
  }
}
