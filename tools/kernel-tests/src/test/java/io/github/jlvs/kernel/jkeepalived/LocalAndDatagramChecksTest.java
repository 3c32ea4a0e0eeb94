// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.VirtualServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * UDP_CHECK, PING_CHECK, MISC_CHECK and FILE_CHECK: keepalived and jkeepalived run the same file
 * beside each other. At every step their tables are the same, weights included, and their logs say
 * the same.
 */
@KernelTest
class LocalAndDatagramChecksTest {
  private static final String LINES =
      "(ICMP|UDP|Misc check|Changing weight|(Adding|Removing|Disabling|Enabling) service|\\(\\[).*";

  // Of the real servers the last number of their addresses says who they are.
  private static final int UDP = 101;
  private static final int UDP_ANSWERED = 102;
  private static final int PING = 103;
  private static final int SCRIPT = 104;
  private static final int WEIGHED = 105;
  private static final int SLOW_SCRIPT = 106;
  private static final int FILE = 107;
  private static final int FILE_REVERSED = 108;

  /** Its script is not there, so it is not checked. */
  private static final int UNCHECKED = 109;

  /** Of weight 0 and not gone while it is down. */
  private static final int INHIBITED = 110;

  private static final int PORT = 5353;

  private static final String CONFIGURATION =
      """
      global_defs {
        checker_log_all_failures
        script_user root
      }
      track_file number {
        file /run/checks/number
      }
      virtual_server 10.1.80.90 80 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        delay_loop 1
        warmup 0
        connect_timeout 1
        weight 10
        delay_before_retry 1
      """
          + server(UDP, "UDP_CHECK {\nretry 0\nconnect_port 5353\n}")
          + server(
              UDP_ANSWERED,
              "UDP_CHECK {\nretry 0\nconnect_timeout 5\nconnect_port 5353\npayload 0102 abc\nrequire_reply 01x2\n}")
          + server(PING, "PING_CHECK {\nretry 2\n}")
          + server(
              SCRIPT,
              "MISC_CHECK {\nretry 2\nmisc_timeout 30\nmisc_path \"/run/checks/script one 'two three'\"\n}")
          + server(
              WEIGHED,
              "MISC_CHECK {\nmisc_timeout 30\nmisc_path /run/checks/weigh\nmisc_dynamic\n}",
              "FILE_CHECK {\ntrack_file number\n}")
          + server(
              SLOW_SCRIPT, "MISC_CHECK {\nretry 1\nmisc_timeout 3\nmisc_path /run/checks/slow\n}")
          + server(FILE, "FILE_CHECK {\ntrack_file number\nweight 0\n}")
          + server(FILE_REVERSED, "FILE_CHECK {\ntrack_file number\nweight 3 reverse\n}")
          + server(UNCHECKED, "MISC_CHECK {\nmisc_path /run/checks/absent\n}")
          + inhibited(10)
          + "}\n";

  private final Map<Integer, Integer> expected = new TreeMap<>();
  private long compared;

  private record Pair(CheckingDirector theirs, CheckingDirector ours) {}

  private static String inhibited(int weight) {
    return server(
        INHIBITED,
        "weight " + weight,
        "inhibit_on_failure",
        "MISC_CHECK {\nmisc_timeout 30\nmisc_path /run/checks/heavy\nmisc_dynamic\n}");
  }

  private static String server(int number, String... checks) {
    return "real_server 10.1.80.%d 80 {\n%s\n}\n".formatted(number, String.join("\n", checks));
  }

  @Test
  void checks_without_a_connection_find_the_same_and_weigh_the_same(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    List<Host> directors = List.of(ds1, ds2);
    Host server = network.host("rs1", "10.1.80.93/24");
    for (int number : List.of(UDP, UDP_ANSWERED, PING)) {
      server.exec("ip", "addr", "add", "10.1.80." + number + "/24", "dev", "enp0s3");
    }
    // Else of two closed ports asked each second one would seem silent, which is well.
    server.exec("sysctl", "-w", "net.ipv4.icmp_ratelimit=0");
    directors.forEach(LocalAndDatagramChecksTest::prepare);
    for (int number = UDP; number <= INHIBITED; number++) {
      expected.put(number, 10);
    }
    UdpServer silent = new UdpServer(server, "10.1.80." + UDP, PORT);
    UdpServer udp = new UdpServer(server, "10.1.80." + UDP_ANSWERED, PORT).answer("0172");
    Pair pair =
        new Pair(
            new CheckingDirector(ds1, "keepalived", CONFIGURATION, LINES),
            new CheckingDirector(
                ds2, Checkout.path("tools/bin/jkeepalived"), CONFIGURATION, LINES));
    same(pair, "start", 7);

    udp.silent();
    down(UDP_ANSWERED);
    same(pair, "nobody answers over UDP", 3);
    udp.answer("0112ff");
    up(UDP_ANSWERED, 10);
    same(pair, "the answer begins as it should", 2);
    udp.answer("0212");
    down(UDP_ANSWERED);
    same(pair, "another answer", 3);
    for (UdpServer each : List.of(silent, udp)) {
      assertThat(each.askedBy("10.1.80.91")).hasSize(1).isEqualTo(each.askedBy("10.1.80.92"));
      each.close();
    }
    down(UDP);
    same(pair, "the port is closed", 3);

    server.exec("sysctl", "-w", "net.ipv4.icmp_echo_ignore_all=1");
    down(PING);
    same(pair, "no echo", 5);
    server.exec("sysctl", "-w", "net.ipv4.icmp_echo_ignore_all=0");
    up(PING, 10);
    same(pair, "echo", 2);

    write(directors, "script.status", "1");
    down(SCRIPT);
    same(pair, "a script fails", 4);
    write(directors, "script.status", "0");
    up(SCRIPT, 10);
    same(pair, "it succeeds", 2);
    for (Host director : directors) {
      assertThat(director.read("/run/checks/script.arguments")).isEqualTo("one|two three|\n");
    }

    write(directors, "slow.time", "60");
    down(SLOW_SCRIPT);
    same(pair, "a script takes too long", 3);
    write(directors, "slow.time", "0");
    up(SLOW_SCRIPT, 10);
    same(pair, "it is fast", 2);

    write(directors, "weigh.status", "7");
    up(WEIGHED, 5);
    same(pair, "a script weighs", 1);
    write(directors, "number", "4");
    up(WEIGHED, 9);
    up(FILE_REVERSED, 0);
    down(FILE);
    same(pair, "a file weighs too", 4);
    write(directors, "number", "-1 per cent");
    up(WEIGHED, 4);
    up(FILE_REVERSED, 13);
    same(pair, "its number is below zero", 2);
    write(directors, "number", "0");
    up(WEIGHED, 5);
    up(FILE_REVERSED, 10);
    up(FILE, 10);
    same(pair, "its number is zero", 4);
    write(directors, "weigh.status", "1");
    down(WEIGHED);
    same(pair, "what weighs fails", 2);
    write(directors, "weigh.status", "4");
    up(WEIGHED, 2);
    same(pair, "it weighs again", 3);

    write(directors, "heavy.status", "1");
    up(INHIBITED, 0);
    same(pair, "it is inhibited", 2);
    reload(pair, 20);
    same(pair, "another weight of what is inhibited", 1);
    write(directors, "heavy.status", "7");
    up(INHIBITED, 5);
    same(pair, "it is enabled and weighs", 3);
    reload(pair, 30);
    same(pair, "another weight of what weighs", 0);
    write(directors, "heavy.status", "0");
    up(INHIBITED, 30);
    same(pair, "it weighs what the file says", 1);

    pair.theirs.stop();
    pair.ours.stop();
    System.out.printf(
        "checks by UDP, ICMP, scripts and files, tables and log: compared %d, equal %d, intended"
            + " differences 0, skipped 0%n",
        compared, compared);
  }

  private static void reload(Pair pair, int weight) {
    String text = CONFIGURATION.replace(inhibited(10), inhibited(weight));
    pair.theirs.reload(text);
    pair.ours.reload(text);
  }

  private static void prepare(Host director) {
    director.sh(
        """
        mkdir -p /run/checks
        cd /run/checks
        cat >script <<'END'
        #!/bin/sh
        printf '%s|' "$@" >/run/checks/script.new
        echo >>/run/checks/script.new
        mv /run/checks/script.new /run/checks/script.arguments
        read status </run/checks/script.status
        exit $status
        END
        cat >weigh <<'END'
        #!/bin/sh
        read status </run/checks/weigh.status
        exit $status
        END
        sed s/weigh/heavy/ weigh >heavy
        cat >slow <<'END'
        #!/bin/sh
        read time </run/checks/slow.time
        exec sleep $time
        END
        chmod 755 script weigh heavy slow
        echo 0 | tee script.status weigh.status heavy.status slow.time number
        """);
  }

  /** Aside and renamed, so that nobody reads half of it. */
  private static void write(List<Host> directors, String file, String text) {
    directors.forEach(
        director ->
            director.exec(
                "sh",
                "-c",
                "echo \"$1\" >/run/checks/.new && mv /run/checks/.new \"/run/checks/$0\"",
                file,
                text));
  }

  private void down(int server) {
    expected.remove(server);
  }

  private void up(int server, int weight) {
    expected.put(server, weight);
  }

  /** Both come to the same table, with the same lines; keepalived writes so many. */
  private void same(Pair pair, String what, int lines) {
    pair.theirs.table(what, table -> weights(table).equals(expected));
    pair.ours.table(what, table -> weights(table).equals(expected));
    List<String> said = pair.theirs.news(what, lines);
    assertThat(pair.ours.news(what, lines)).as(what).containsExactlyInAnyOrderElementsOf(said);
    compared += expected.size() + lines;
  }

  private static Map<Integer, Integer> weights(List<VirtualServer> table) {
    Map<Integer, Integer> weights = new TreeMap<>();
    for (VirtualServer service : table) {
      for (VirtualServer.RealServer each : service.destinations()) {
        String address = each.address().substring(0, each.address().indexOf(':'));
        weights.put(
            Integer.valueOf(address.substring(address.lastIndexOf('.') + 1)), each.weight());
      }
    }
    return weights;
  }
}
