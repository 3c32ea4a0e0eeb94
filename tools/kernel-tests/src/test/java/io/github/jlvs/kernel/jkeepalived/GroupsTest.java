// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * {@code virtual_server_group}: keepalived and jkeepalived run the same file beside each other
 * while servers die and come back, and reloads give the groups more lines and fewer. Tables, log
 * and FIFO are the same at every step, but for what keepalived 2.2.7 does wrong.
 */
@KernelTest
class GroupsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Checks that a reload tells of. */
  private static final int ACTIVATED = 5;

  private static final String GLOBAL =
      "global_defs {\nchecker_log_all_failures\nlvs_notify_fifo /run/servers\n}\n";

  /** Two of one group, by protocol; one whose packets are not translated; two of other families. */
  private static final String SERVERS =
      GLOBAL
          + service(
              "group web",
              "protocol TCP\nlb_kind NAT\nquorum 2\nsorry_server 10.1.80.99 80",
              server("10.1.80.93 8001", ""),
              server("10.1.80.93 8002", ""))
          + service("group web", "protocol UDP\nlb_kind NAT\nops", server("10.1.80.93 8001", ""))
          + service(
              "group direct",
              "protocol TCP\nlb_kind DR\npersistence_timeout 60\nsorry_server 10.1.80.99",
              server("10.1.80.93", "connect_port 8001"),
              server("10.1.80.95", "connect_port 8002\nconnect_ip 10.1.80.93"))
          + service(
              "group six", "protocol TCP\nlb_kind NAT", "real_server 2001:db8::99 8080 {\n}\n")
          + service("group both", "protocol TCP\nlb_kind TUN", "real_server 10.1.80.93 {\n}\n")
          + service("group mark", "lb_kind NAT", "real_server 10.1.80.93 {\n}\n");

  private static final String OTHER_GROUPS =
      group("six", "2001:db8::8-12 80", "2001:db8:0:1::/127 80", "fwmark 7")
          + group("both", "10.1.80.90 90", "2001:db8::90 90", "fwmark 8 inet", "fwmark 8 inet6")
          + group("mark", "fwmark 9");

  private static final String START =
      SERVERS
          + group("web", "10.1.80.90 80", "10.1.80.101-103 81", "10.1.80.104/31 82")
          + group("direct", "10.1.80.90 443", "10.1.80.111-114 86", "10.1.80.90", "fwmark 5")
          + OTHER_GROUPS;

  private static final String LONGER =
      SERVERS
          + group(
              "web", "10.1.80.104/31 82", "10.1.80.90 80", "10.1.80.101-103 81", "10.1.80.90 83")
          + group(
              "direct",
              "10.1.80.90 443",
              "10.1.80.111-114 86",
              "10.1.80.90",
              "fwmark 5",
              "10.1.80.115 87")
          + OTHER_GROUPS;

  private static final String SHORTER =
      SERVERS
          + group("web", "10.1.80.90 80", "10.1.80.101-102 81", "10.1.80.104/31 82")
          + group("direct", "10.1.80.90 443", "10.1.80.111-112 86", "10.1.80.90", "fwmark 5")
          + OTHER_GROUPS;

  private long equal;
  private long intended;

  private static final String LINES =
      "(TCP connection to|TCP_CHECK on|Activating healthchecker|Gained|Lost"
          + "|Starting with|Adding|Removing|Shutting down service).*";

  /** A director, and what its FIFO has said up to the last step. */
  private static final class Director {
    private final Host host;
    private final CheckingDirector daemon;
    private final RunningProcess fifo;
    private int told;

    Director(Host host, String program, String text) {
      this.host = host;
      daemon = CheckingDirector.withoutDetail(host, program, text, LINES);
      daemon.awaitStarted();
      fifo = host.start("cat", "/run/servers");
    }

    void reload(String text) {
      daemon.reload(text);
    }

    List<String> table() {
      return host.sh("ipvsadm -Sn").lines().sorted().toList();
    }

    /** The table with so many destinations. */
    List<String> table(String what, int destinations) {
      return Await.value(
          "%d destinations of %s, %s".formatted(destinations, daemon, what),
          SOON,
          this::table,
          table -> count(table, line -> line.startsWith("-a ")) == destinations);
    }

    /** The lines of the log since the last step, once there are so many. */
    List<String> news(String what, int count) {
      return daemon.news(what, count).stream().sorted().toList();
    }

    /** Those of the FIFO. */
    List<String> told(String what, int count) {
      List<String> news =
          Await.value(
              "%d lines of the FIFO of %s, %s".formatted(count, daemon, what),
              SOON,
              () -> fifo.output().lines().skip(told).toList(),
              lines -> lines.size() >= count);
      assertThat(news).as("%s, %s", what, daemon).hasSize(count);
      told += count;
      return news.stream().sorted().toList();
    }

    void stop() {
      daemon.stop();
      assertThat(fifo.awaitExit(SOON)).isZero();
    }
  }

  @Test
  void groups_are_served_as_by_keepalived_and_reloads_end_where_a_start_would(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host server = network.host("rs1", "10.1.80.93/24");
    String program = Checkout.path("tools/bin/jkeepalived");
    try (ServerPorts ports = new ServerPorts(server, 8001, 8002)) {
      Director theirs = new Director(ds1, "keepalived", START);
      Director ours = new Director(ds2, program, START);
      same("start", theirs, ours, 51, 16, 6);
      ports.close(8002);
      same("the second dies", theirs, ours, 38, 9, 3);
      ports.close(8001);
      same("the first dies", theirs, ours, 32, 13, 5);
      ports.open(8001);
      ports.open(8002);
      same("both are back", theirs, ours, 51, 17, 8);

      theirs.reload(LONGER);
      ours.reload(LONGER);
      longer(theirs.table("longer", 56), ours.table("longer", 56));
      sameLines("longer", theirs, ours, ACTIVATED, 0);
      theirs.reload(SHORTER);
      ours.reload(SHORTER);
      shorter(theirs.table("shorter", 52), ours.table("shorter", 44));
      sameLines("shorter", theirs, ours, ACTIVATED, 0);

      theirs.stop();
      ours.stop();
      assertThat(theirs.table()).hasSize(20);
      assertThat(ours.table()).isEmpty();
      intended += 20;
      sameLines("stop", theirs, ours, 8, 0);
    }
    ds1.sh("ipvsadm -C");
    overLastNumber(ds1, ds2, program);
    System.out.printf(
        "groups, tables, log and FIFO: compared %d, equal %d, intended differences %d, skipped 0%n",
        equal + intended, equal, intended);
  }

  private void same(
      String what, Director theirs, Director ours, int destinations, int lines, int told) {
    // While a sorry server takes over, so many are there before all are the right ones.
    Await.until(
        "one table of both, " + what,
        SOON,
        () -> theirs.table(what, destinations).equals(ours.table(what, destinations)));
    equal += theirs.table().size();
    sameLines(what, theirs, ours, lines, told);
  }

  private void sameLines(String what, Director theirs, Director ours, int lines, int told) {
    List<String> said = theirs.news(what, lines);
    assertThat(ours.news(what, lines)).as(what).isEqualTo(said);
    List<String> fifo = theirs.told(what, told);
    assertThat(ours.told(what, told)).as(what).isEqualTo(fifo);
    equal += lines + told;
  }

  /** A service that a reload adds has no port for servers whose packets are not translated. */
  private void longer(List<String> theirs, List<String> ours) {
    String added = "-a -t 10.1.80.115:87 -r 10.1.80.9";
    assertThat(theirs).filteredOn(line -> line.startsWith(added)).hasSize(2);
    assertThat(theirs)
        .allSatisfy(line -> assertThat(!line.startsWith(added) || line.contains(":0 -g")).isTrue());
    assertThat(
            theirs.stream()
                .map(line -> line.startsWith(added) ? line.replace(":0 -g", ":87 -g") : line))
        .containsExactlyElementsOf(ours);
    intended += 2;
    equal += ours.size() - 2;
  }

  /** Of a range that becomes shorter all services stay, and servers are there twice. */
  private void shorter(List<String> theirs, List<String> ours) {
    assertThat(theirs).containsAll(ours);
    assertThat(theirs)
        .filteredOn(line -> !ours.contains(line))
        .containsExactly(
            "-A -t 10.1.80.103:81 -s rr",
            "-A -t 10.1.80.113:86 -s rr -p 60",
            "-A -t 10.1.80.114:86 -s rr -p 60",
            "-A -u 10.1.80.103:81 -s rr -o",
            "-a -t 10.1.80.111:86 -r 10.1.80.93:0 -g -w 1",
            "-a -t 10.1.80.111:86 -r 10.1.80.95:0 -g -w 1",
            "-a -t 10.1.80.112:86 -r 10.1.80.93:0 -g -w 1",
            "-a -t 10.1.80.112:86 -r 10.1.80.95:0 -g -w 1",
            "-a -t 10.1.80.113:86 -r 10.1.80.93:86 -g -w 1",
            "-a -t 10.1.80.113:86 -r 10.1.80.95:86 -g -w 1",
            "-a -t 10.1.80.114:86 -r 10.1.80.93:86 -g -w 1",
            "-a -t 10.1.80.114:86 -r 10.1.80.95:86 -g -w 1");
    intended += 12;
    equal += ours.size();
  }

  /** keepalived counts the last number up to 255, then from 0 again, and never comes to the end. */
  private void overLastNumber(Host ds1, Host ds2, String program) {
    String file =
        GLOBAL
            + group("over", "10.1.80.254-10.1.81.1 80")
            + service("group over", "protocol TCP\nlb_kind NAT", server("10.1.80.93 8001", ""));
    RunningProcess theirs = CheckingDirector.start(ds1, "keepalived", file);
    OutputLine again = theirs.awaitLine("Service already exists(17) (10.1.80.254:tcp:80)", SOON);
    assertThat(theirs.output()).as("up to %s", again).doesNotContain("Startup complete");
    theirs.crash();
    assertThat(ds1.sh("ipvsadm -Sn").lines()).hasSize(256).contains("-A -t 10.1.80.7:80 -s rr");
    Director ours = new Director(ds2, program, file);
    assertThat(ours.table())
        .filteredOn(line -> line.startsWith("-A "))
        .containsExactly(
            "-A -t 10.1.80.254:80 -s rr",
            "-A -t 10.1.80.255:80 -s rr",
            "-A -t 10.1.81.0:80 -s rr",
            "-A -t 10.1.81.1:80 -s rr");
    intended++;
    ours.stop();
  }

  private static long count(List<String> lines, Predicate<String> which) {
    return lines.stream().filter(which).count();
  }

  private static String group(String name, String... lines) {
    return "virtual_server_group %s {\n%s\n}\n".formatted(name, String.join("\n", lines));
  }

  private static String service(String of, String lines, String... servers) {
    return "virtual_server %s {\nlb_algo rr\ndelay_loop 1\nwarmup 0\n%s\n%s}\n"
        .formatted(of, lines, String.join("", servers));
  }

  private static String server(String address, String check) {
    return "real_server %s {\nTCP_CHECK {\nconnect_timeout 3\nretry 0\n%s\n}\n}\n"
        .formatted(address, check);
  }
}
