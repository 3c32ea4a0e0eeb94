// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The kernel's synchronisation daemons, timeouts and table through the lives of a director, as
 * ipvsadm shows them: keepalived and jkeepalived in turn on the same host with the same files,
 * beside a keepalived that is the better router for a while.
 */
@KernelTest
@TakesLong
class SyncDaemonTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Longer than jkeepalived takes until it looks again. */
  private static final Duration SOME_LOOKS = Duration.ofSeconds(8);

  private static final String FILE = "/run/director.conf";

  private static final String FOREIGN = "-A -f 5 -s wlc";
  private static final String OURS =
      "-A -t 10.1.80.90:80 -s rr, -a -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 3";
  private static final String BEFORE = "500 501 502";

  private static final String FIRST =
      file(
          """
          lvs_sync_daemon enp0s3 VI_1 id 7 maxlen 1000 port 8849 ttl 4 group 224.0.0.99
          lvs_timeouts tcp 777 udp 55
          lvs_flush
          """,
          "",
          true);
  private static final String FIRST_SENDER =
      "master (mcast=enp0s3, syncid=7, maxlen=1000, group=224.0.0.99, port=8849, ttl=4)";
  private static final String FIRST_RECEIVER =
      "backup (mcast=enp0s3, syncid=7, maxlen=1024, group=224.0.0.99, port=8849, ttl=4)";
  private static final String FIRST_TIMEOUTS = "777 501 55";

  private static final String SECOND =
      file(
          """
          lvs_sync_daemon enp0s3 inst VI_1
          lvs_timeouts tcpfin 66
          lvs_flush_on_stop
          """,
          "",
          true);
  private static final String SECOND_SENDER =
      "master (mcast=enp0s3, syncid=51, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)";
  private static final String SECOND_TIMEOUTS = "500 66 502";

  private static final String WITHOUT = file("lvs_flush_on_stop\n", "", true);

  private static final String OLD_WAY = file("", "lvs_sync_daemon_interface enp0s3", false);
  private static final String OLD_SENDER = SECOND_SENDER.replace("syncid=51", "syncid=0");
  private static final String OLD_RECEIVER = OLD_SENDER.replace("master", "backup");

  /** What was seen after a step, which has a name of its own. */
  private record Step(String name, String view) {}

  private enum Side {
    KEEPALIVED,
    JKEEPALIVED
  }

  /** Where keepalived leaves another state behind; the reasons are in docs/jkeepalived.md. */
  private static final Map<String, String> LEFT_BY_KEEPALIVED =
      Map.of(
          "a reload without it", view(SECOND_SENDER, BEFORE, OURS),
          "somebody stopped it", view("", SECOND_TIMEOUTS, OURS),
          "backup after a crash", view(FIRST_SENDER + " + " + OLD_RECEIVER, FIRST_TIMEOUTS, OURS),
          "master after a crash", view(FIRST_SENDER, FIRST_TIMEOUTS, OURS));

  @Test
  void daemons_timeouts_and_table_are_keepaliveds_at_every_step(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host better = network.host("ds2", "10.1.80.92/24");
    List<Step> keepalived = new Story(Side.KEEPALIVED, director, better).tell();
    List<Step> ours = new Story(Side.JKEEPALIVED, director, better).tell();

    assertThat(ours)
        .extracting(Step::name)
        .containsExactlyElementsOf(keepalived.stream().map(Step::name).toList());
    Set<String> different =
        keepalived.stream()
            .filter(step -> !ours.contains(step))
            .map(Step::name)
            .collect(Collectors.toSet());
    assertThat(different).isEqualTo(LEFT_BY_KEEPALIVED.keySet());
    System.out.printf(
        "compared %d, equal %d, intended differences %d, skipped 0%n",
        keepalived.size(), keepalived.size() - different.size(), different.size());
  }

  /** The lives of one side, and what was seen after each step. */
  private static final class Story {
    private final Side side;
    private final Host director;
    private final Host better;
    private final List<Step> seen = new ArrayList<>();

    Story(Side side, Host director, Host better) {
      this.side = side;
      this.director = director;
      this.better = better;
    }

    List<Step> tell() {
      director.sh("ipvsadm --set " + BEFORE + "; ipvsadm " + FOREIGN);
      fromStartToStop();
      untilACrash();
      afterTheCrash();
      // What a crash has left and no later life was told of.
      director.sh("ipvsadm -C");
      return seen;
    }

    private void fromStartToStop() {
      assertThat(view(director)).isEqualTo(view("", BEFORE, FOREIGN));
      RunningProcess daemon = start(FIRST);
      daemon.awaitLine("(VI_1) Entering BACKUP STATE (init)", SOON);
      look("backup", view(FIRST_RECEIVER, FIRST_TIMEOUTS, OURS));
      daemon.awaitLine("(VI_1) Entering MASTER STATE", SOON);
      look("master", view(FIRST_SENDER, FIRST_TIMEOUTS, OURS));

      RunningProcess other = startBetter();
      said(daemon, "(VI_1) Entering BACKUP STATE", 1);
      look("backup of a better one", view(FIRST_RECEIVER, FIRST_TIMEOUTS, OURS));
      director.sh("ip link set enp0s3 down");
      said(daemon, "(VI_1) Entering FAULT STATE", 1);
      look("fault", view(FIRST_RECEIVER, FIRST_TIMEOUTS, OURS));
      director.sh("ip link set enp0s3 up");
      said(daemon, "(VI_1) Entering BACKUP STATE", 2);
      look("backup again", view(FIRST_RECEIVER, FIRST_TIMEOUTS, OURS));
      int unused = other.stop(SOON);
      said(daemon, "(VI_1) Entering MASTER STATE", 2);
      look("master again", view(FIRST_SENDER, FIRST_TIMEOUTS, OURS));

      director.sh("ipvsadm " + FOREIGN);
      reload(daemon, SECOND);
      look("a reload with others", view(SECOND_SENDER, SECOND_TIMEOUTS, OURS + ", " + FOREIGN));
      director.sh("ipvsadm -D -f 5");
      reload(daemon, WITHOUT);
      look("a reload without it", view("", BEFORE, OURS));
      reload(daemon, SECOND);
      look("a reload with it", view(SECOND_SENDER, SECOND_TIMEOUTS, OURS));
      director.sh("ipvsadm --stop-daemon master");
      look("somebody stopped it", view(SECOND_SENDER, SECOND_TIMEOUTS, OURS));

      director.sh("ipvsadm " + FOREIGN);
      stop(daemon);
      look("stop", view("", BEFORE, ""));
    }

    private void untilACrash() {
      RunningProcess daemon = start(FIRST);
      daemon.awaitLine("(VI_1) Entering MASTER STATE", SOON);
      look("master of another life", view(FIRST_SENDER, FIRST_TIMEOUTS, OURS));
      daemon.crash();
      look("crash", view(FIRST_SENDER, FIRST_TIMEOUTS, OURS));
    }

    /** The virtual routers alone, of a file without virtual servers. */
    private void afterTheCrash() {
      RunningProcess daemon = start(OLD_WAY, "-P");
      daemon.awaitLine("(VI_1) Entering BACKUP STATE (init)", SOON);
      look("backup after a crash", view(OLD_RECEIVER, FIRST_TIMEOUTS, OURS));
      daemon.awaitLine("(VI_1) Entering MASTER STATE", SOON);
      look("master after a crash", view(OLD_SENDER, FIRST_TIMEOUTS, OURS));
      stop(daemon);
      look("stop after a crash", view("", FIRST_TIMEOUTS, OURS));
    }

    private void look(String step, String wanted) {
      boolean left = side == Side.KEEPALIVED && LEFT_BY_KEEPALIVED.containsKey(step);
      String expected = left ? LEFT_BY_KEEPALIVED.getOrDefault(step, wanted) : wanted;
      if (left && step.startsWith("somebody")) {
        Await.pause(SOME_LOOKS);
      }
      String now =
          Await.value(
              side + ", " + step + ": " + expected,
              SOON,
              () -> view(director),
              view -> view.equals(expected));
      seen.add(new Step(step, now));
    }

    private RunningProcess start(String file, String... more) {
      director.write(FILE, file);
      String program =
          side == Side.KEEPALIVED ? "keepalived" : Checkout.path("tools/bin/jkeepalived");
      return director.start(
          Stream.concat(
                  Stream.of(
                      program,
                      "-nlDG",
                      "-f",
                      FILE,
                      "-p",
                      "/run/k.pid",
                      "-c",
                      "/run/c.pid",
                      "-r",
                      "/run/v.pid"),
                  Stream.of(more))
              .toArray(String[]::new));
    }

    private RunningProcess startBetter() {
      better.write(FILE, router(200, ""));
      return better.start(
          "keepalived", "-nlGP", "-f", FILE, "-p", "/run/k.pid", "-r", "/run/v.pid");
    }

    private void stop(RunningProcess daemon) {
      int status = daemon.stop(SOON);
      assertThat(side == Side.KEEPALIVED ? 0 : status).isZero();
    }

    private void reload(RunningProcess daemon, String file) {
      director.write(FILE, file);
      daemon.signal("HUP");
    }

    /** Waits until it has been said so often, the line of the start aside. */
    private static void said(RunningProcess daemon, String line, int times) {
      Await.value(
          line + ", " + times + " times",
          SOON,
          () ->
              daemon.lines().stream()
                  .filter(each -> each.text().contains(line) && !each.text().contains("(init)"))
                  .count(),
          count -> count >= times);
    }
  }

  private static String view(Host host) {
    List<String> daemons = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    String timeouts = "";
    for (String line :
        host.sh("ipvsadm --list --daemon; ipvsadm --list --timeout; ipvsadm -Sn")
            .lines()
            .toList()) {
      if (line.contains(" sync daemon ")) {
        daemons.add(line.replace(" sync daemon ", " ").strip());
      } else if (line.startsWith("Timeout")) {
        timeouts = line.substring(line.indexOf(':') + 1).strip();
      } else {
        rules.add(line.strip());
      }
    }
    rules.sort(null);
    return view(String.join(" + ", daemons), timeouts, String.join(", ", rules));
  }

  private static String view(String daemons, String timeouts, String rules) {
    List<String> sorted = new ArrayList<>(List.of(rules.split(", ")));
    sorted.sort(null);
    return "[%s] [%s] [%s]".formatted(daemons, timeouts, String.join(", ", sorted));
  }

  private static String file(String global, String inInstance, boolean servers) {
    String file = "global_defs {\n" + global + "}\n" + router(100, inInstance);
    return servers
        ? file
            + """
            virtual_server 10.1.80.90 80 {
              protocol TCP
              lb_algo rr
              lb_kind DR
              real_server 10.1.80.93 80 {
                weight 3
              }
            }
            """
        : file;
  }

  private static String router(int priority, String more) {
    return """
        vrrp_instance VI_1 {
          state BACKUP
          interface enp0s3
          virtual_router_id 51
          priority %d
          advert_int 1
          %s
          virtual_ipaddress {
            10.1.80.90
          }
        }
        """
        .formatted(priority, more);
  }
}
