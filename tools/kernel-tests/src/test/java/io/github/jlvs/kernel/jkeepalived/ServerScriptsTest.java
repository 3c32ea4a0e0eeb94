// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.jkeepalived.ToldDirector.Step;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scripts of real servers, of quorums, of the start and of the stop, and FIFOs: keepalived and
 * jkeepalived run the same file beside each other while servers die and come back. What is called,
 * as whom and with which words, and what comes out of the FIFOs is the same at every step.
 */
@KernelTest
class ServerScriptsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Somebody else's: who looks at the table sees it before the start and after the stop. */
  private static final String FOREIGN = " {FWM 00000005 wlc }";

  private static final String STARTUP =
      "startup_script \"/run/note startup 'two  words' * ; >/run/made\"";
  private static final String STARTED = " [startup] [two  words] [*] [;] [>/run/made]" + FOREIGN;

  private static final String SHUTDOWN = "0:0 [shutdown]" + FOREIGN;

  private static final List<String> STOPPED =
      List.of(
          "0:0 [notify_down] [mark]",
          "0:0 [quorum_down] [mark]",
          "0:0 [notify_down] [sorry]",
          "0:0 [quorum_down] [sorry]",
          SHUTDOWN);

  /** What keepalived tells once more, unless it ends the script before that has written. */
  private static final String AGAIN = "0:0 [quorum_down] [dead]";

  private static final String LINE_AGAIN = "VS [10.1.80.90]:tcp:84 DOWN";

  private static final String FILE =
      """
      global_defs {
        script_user root
        rs_init_notifies
        %s
        shutdown_script "/run/note shutdown"
        notify_fifo /run/all
        notify_fifo_script "/run/note reader 'two words'"
        lvs_notify_fifo /run/servers
        lvs_notify_fifo_script "/run/note reader" nobody nogroup
      }
      """
          + service(
              "10.1.80.90 80",
              "protocol TCP\nquorum 2\nsorry_server 10.1.80.99 80\n" + quorum("two", "root"),
              server("8001", notified("first", ""), ""),
              server("8002", notified("second", "nobody nogroup"), ""))
          + service(
              "fwmark 7",
              "omega\n" + quorum("mark", ""),
              server("", notified("mark", ""), "connect_port 8001"))
          + service(
              "10.1.80.90 81",
              "protocol UDP\nalpha\n" + quorum("alpha", "nobody"),
              server("8002", notified("alpha", ""), ""))
          + service(
              "10.1.80.90 82",
              "protocol TCP\nalpha\nomega\nsorry_server 10.1.80.99 80\ninhibit_on_failure\n"
                  + quorum("sorry", ""),
              server("8002", notified("sorry", ""), ""))
          + service(
              "10.1.80.90 83",
              "protocol TCP\n" + quorum("unchecked", ""),
              "real_server 10.1.80.93 8003 {\n" + notified("unchecked", "") + "}\n")
          + service(
              "10.1.80.90 84",
              "protocol TCP\nomega\n" + quorum("dead", ""),
              server("8004", notified("dead", ""), ""))
          + service(
              "10.1.80.90 85",
              "protocol TCP\nquorum 2\nhysteresis 1\n"
                  + "sorry_server 10.1.80.99 80\nsorry_server_inhibit\n"
                  + quorum("hysteresis", ""),
              server("8001", "", ""),
              server("8002", "weight 2\n", ""));

  private static final String SORRY = "-a -t 10.1.80.90:85 -r 10.1.80.99:80 -m -w ";

  private long equal;
  private long intended;

  @Test
  void what_scripts_and_fifos_are_told_is_the_same(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host server = network.host("rs1", "10.1.80.93/24");
    List.of(ds1, ds2).forEach(host -> host.sh("ipvsadm -A -f 5 -s wlc"));
    String asNobody = FILE.formatted(STARTUP + " nobody nogroup");
    new ToldDirector(ds1, "keepalived", asNobody).endsAtOnce();
    ToldDirector theirs = new ToldDirector(ds1, "keepalived", FILE.formatted(STARTUP));
    ToldDirector ours = new ToldDirector(ds2, Checkout.path("tools/bin/jkeepalived"), asNobody);
    try (ServerPorts ports = new ServerPorts(server, 8001, 8002)) {
      theirs.start();
      ours.start();
      same(withoutUser(theirs.look("start", 20, 19)), ours.look("start", 20, 19));
      assertThat(sameTable(theirs, ours)).contains(SORRY + 0);
      // The reader of the second is nobody.
      assertThat(theirs.fifos()).containsExactly("/run/all 600 0:0", "/run/servers 600 0:0");
      assertThat(ours.fifos()).containsExactly("/run/all 600 0:0", "/run/servers 600 65534:65534");
      equal++;
      intended++;
      ports.close(8002);
      same(theirs.look("the second dies", 6, 7), ours.look("the second dies", 6, 7));
      assertThat(sameTable(theirs, ours)).contains(SORRY + 0);
      ports.close(8001);
      same(theirs.look("the first dies", 4, 5), ours.look("the first dies", 4, 5));
      assertThat(sameTable(theirs, ours)).contains(SORRY + 1);
      ports.open(8002);
      same(theirs.look("the second is back", 5, 6), ours.look("the second is back", 5, 6));
      assertThat(sameTable(theirs, ours)).contains(SORRY + 1);
      ports.open(8001);
      same(theirs.look("the first is back", 5, 6), ours.look("the first is back", 5, 6));
      assertThat(sameTable(theirs, ours)).contains(SORRY + 0);
      Step theirStop = theirs.stop();
      Step ourStop = ours.stop();
      sameButForTheLost(theirStop.calls(), ourStop.calls());
      sameFifos(withoutAgain(theirStop), ourStop);
    }
    sameLines("log", theirs.log(), ours.log());
    sameTries(theirs.tries(), ours.tries());
    assertThat(ds2.sh("ls /run").lines()).contains("note").doesNotContain("made");
    System.out.printf(
        "scripts and FIFOs of servers: compared %d, equal %d, intended differences %d, skipped 0%n",
        equal + intended, equal, intended);
  }

  /** Another user than root behind the command of startup_script is the end of keepalived. */
  private Step withoutUser(Step start) {
    List<String> calls = new ArrayList<>(start.calls());
    assertThat(calls.set(0, "65534:65534" + STARTED)).isEqualTo("0:0" + STARTED);
    intended++;
    equal--;
    return new Step(start.what(), calls, start.all(), start.servers());
  }

  /** keepalived tells of a quorum that is lost already once more. */
  private Step withoutAgain(Step stop) {
    intended += 2;
    return new Step(
        stop.what(), stop.calls(), withoutAgain(stop.all()), withoutAgain(stop.servers()));
  }

  private static List<String> withoutAgain(List<String> lines) {
    assertThat(lines).containsOnlyOnce(LINE_AGAIN);
    return lines.stream().filter(line -> !line.equals(LINE_AGAIN)).toList();
  }

  private void same(Step theirs, Step ours) {
    sameLines(theirs.what() + ", scripts", sorted(theirs.calls()), sorted(ours.calls()));
    sameFifos(theirs, ours);
  }

  private void sameFifos(Step theirs, Step ours) {
    String what = theirs.what();
    sameLines(what + ", notify_fifo", byServer(theirs.all()), byServer(ours.all()));
    sameLines(what + ", lvs_notify_fifo", byServer(theirs.servers()), byServer(ours.servers()));
  }

  /** keepalived ends the scripts that tell of its stop, all that still run. */
  private void sameButForTheLost(List<String> theirs, List<String> ours) {
    assertThat(ours).containsExactlyInAnyOrderElementsOf(STOPPED).last().isEqualTo(SHUTDOWN);
    List<String> known = new ArrayList<>(STOPPED);
    known.add(AGAIN);
    assertThat(theirs).contains(SHUTDOWN).isSubsetOf(known).doesNotHaveDuplicates();
    long inBoth = STOPPED.stream().filter(theirs::contains).count();
    equal += inBoth;
    intended += STOPPED.size() - inBoth + (theirs.contains(AGAIN) ? 1 : 0);
  }

  private List<String> sameTable(ToldDirector theirs, ToldDirector ours) {
    Await.until("one table", SOON, () -> theirs.table().equals(ours.table()));
    equal += theirs.table().size();
    return theirs.table();
  }

  /** Without checker_log_all_failures keepalived is silent about tries before the last one. */
  private void sameTries(List<String> theirs, List<String> ours) {
    List<String> more = new ArrayList<>(ours);
    theirs.forEach(line -> assertThat(more.remove(line)).as(line).isTrue());
    assertThat(theirs).isNotEmpty();
    assertThat(more).isNotEmpty().allMatch(line -> line.contains("failed"));
    equal += theirs.size();
    intended += more.size();
  }

  private void sameLines(String what, List<String> theirs, List<String> ours) {
    assertThat(ours).as(what).isEqualTo(theirs);
    equal += theirs.size();
  }

  /** Scripts of different ones run beside each other. */
  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  /** The lines of one virtual server, in their order, then those of the next. */
  private static List<String> byServer(List<String> lines) {
    return lines.stream().sorted(Comparator.comparing(ServerScriptsTest::subject)).toList();
  }

  /** {@code [10.1.80.90]:tcp:80} for it and for its real servers. */
  private static String subject(String line) {
    return line.replaceFirst("^(VS|RS [^ ]+) ", "").replaceFirst(" (UP|DOWN)$", "");
  }

  private static String service(String address, String lines, String... servers) {
    return "virtual_server %s {\nlb_algo rr\nlb_kind NAT\ndelay_loop 1\nwarmup 0\n%s%s}\n"
        .formatted(address, lines, String.join("", servers));
  }

  private static String server(String port, String lines, String check) {
    return "real_server 10.1.80.93 %s {\n%sTCP_CHECK {\nconnect_timeout 3\n%s\n}\n}\n"
        .formatted(port, lines, check);
  }

  private static String notified(String name, String user) {
    return scripts("notify", name, user);
  }

  private static String quorum(String name, String user) {
    return scripts("quorum", name, user);
  }

  private static String scripts(String kind, String name, String user) {
    return """
        %1$s_up "/run/note %1$s_up %2$s 'two  words' * | >/run/made" %3$s
        %1$s_down "/run/note %1$s_down %2$s" %3$s
        """
        .formatted(kind, name, user);
  }
}
