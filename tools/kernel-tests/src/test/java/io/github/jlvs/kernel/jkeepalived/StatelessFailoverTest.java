// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Downloads through a pair of directors of which the master dies: nobody synchronises connections,
 * and with stateless_failover none of them breaks.
 */
@KernelTest
class StatelessFailoverTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String FILE = "/run/director.conf";
  private static final String DOWN = "/run/down-";
  private static final String SLOPPY = "/proc/sys/net/ipv4/vs/sloppy_tcp";
  private static final int DOWNLOADS = 200;

  /** What came of a download: the server that began it, and whether all of it came. */
  private record Download(String server, boolean whole) {}

  /**
   * Servers in another order on each director; a check that is late on a busy machine takes none
   * out.
   */
  private static String file(int priority, String lines, String... servers) {
    StringBuilder text =
        new StringBuilder(OneRouter.configuration(priority, "script_user root", ""));
    text.append(
        """
        virtual_server 10.1.80.90 80 {
          delay_loop 1
          lb_kind DR
          protocol TCP
          %s
        """
            .formatted(lines));
    for (String server : servers) {
      text.append(
          """
          real_server 10.1.80.%1$s 80 {
            MISC_CHECK {
              misc_path "/usr/bin/test ! -e %2$s%1$s"
              warmup 0
            }
          }
          """
              .formatted(server, DOWN));
    }
    return text.append("}\n").toString();
  }

  private static RunningProcess begin(Host director, String text) {
    director.write(FILE, text);
    return GuideDaemon.start(director, FILE);
  }

  private static GuideNetwork serving(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      GuideNetwork.prepareRealServer(server);
      server.write(
          "/run/nginx.conf",
          NginxFile.with("access_log off; server { listen 80; root /run/www; limit_rate 1k; }"));
      server.sh(
          "mkdir -p /run/www; { echo %s; head -c 40000 /dev/zero; } >/run/www/slow"
              .formatted(server.name()));
      server.start("nginx", "-c", "/run/nginx.conf");
    }
    return guide;
  }

  /** Downloads through a master that dies when all of them have begun. */
  private static List<Download> downloads(GuideNetwork guide, RunningProcess master) {
    Host client = guide.client();
    client.sh("mkdir -p /run/got");
    RunningProcess curl =
        client.start(
            "curl",
            "-sZ",
            "--parallel-immediate",
            "--parallel-max",
            String.valueOf(DOWNLOADS),
            "--http1.1",
            "-o",
            "/run/got/#1",
            "http://10.1.80.90/slow?[1-%d]".formatted(DOWNLOADS));
    Await.until("the first octets of all", SOON, () -> begun(client) == DOWNLOADS);
    long connections = connections(guide.ds1());
    master.crash();
    guide.ds1().link().cut();
    int unused = curl.awaitExit(Duration.ofMinutes(4));
    assertThat(connections).as("through the first director").isGreaterThanOrEqualTo(DOWNLOADS);
    return client
        .sh("cd /run/got && for f in *; do echo \"$(head -c 3 $f) $(stat -c %s $f)\"; done")
        .lines()
        .map(line -> new Download(line.substring(0, 3), line.substring(4).equals("40004")))
        .toList();
  }

  private static long begun(Host client) {
    return client.sh("find /run/got -type f -size +0 | wc -l").strip().transform(Long::parseLong);
  }

  private static long connections(Host director) {
    return director
        .sh("grep -c ^TCP /proc/net/ip_vs_conn || true")
        .strip()
        .transform(Long::parseLong);
  }

  /** The daemons of both directors. */
  private record StartedPair(RunningProcess master, RunningProcess backup) {}

  private static StartedPair start(GuideNetwork guide, String lines) {
    RunningProcess master = begin(guide.ds1(), file(150, lines, "93", "95"));
    master.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    RunningProcess backup = begin(guide.ds2(), file(100, lines, "95", "93"));
    backup.awaitLine("(VI_1) Entering BACKUP STATE", SOON);
    for (Host director : List.of(guide.ds1(), guide.ds2())) {
      Await.until("servers", SOON, () -> director.sh("ipvsadm -Sn").lines().count() == 3);
    }
    return new StartedPair(master, backup);
  }

  private static long broken(List<Download> downloads) {
    return downloads.stream().filter(each -> !each.whole()).count();
  }

  private static void report(String what, List<Download> downloads) {
    System.out.printf(
        "the master dies during %d downloads, %s: %d broken%n",
        downloads.size(), what, broken(downloads));
  }

  @Test
  void none_of_two_hundred_downloads_breaks(Network network) {
    GuideNetwork guide = serving(network);
    StartedPair pair = start(guide, "stateless_failover");
    for (Host director : List.of(guide.ds1(), guide.ds2())) {
      assertThat(director.read(SLOPPY)).isEqualTo("1\n");
    }

    List<Download> downloads = downloads(guide, pair.master);

    report("stateless_failover", downloads);
    assertThat(downloads).hasSize(DOWNLOADS);
    assertThat(downloads.stream().map(Download::server)).contains("rs1", "rs2");
    assertThat(broken(downloads)).isZero();
    assertThat(connections(guide.ds2()))
        .as("taken up by the other director")
        .isGreaterThanOrEqualTo(DOWNLOADS);
    assertThat(pair.backup.stop(SOON)).isZero();
    assertThat(guide.ds2().read(SLOPPY)).as("set back").isEqualTo("0\n");
  }

  /** That the downloads above would have been seen to break. */
  @Test
  void without_it_they_break(Network network) {
    GuideNetwork guide = serving(network);
    StartedPair pair = start(guide, "lb_algo rr");

    List<Download> downloads = downloads(guide, pair.master);

    report("lb_algo rr", downloads);
    assertThat(downloads).hasSize(DOWNLOADS);
    assertThat(broken(downloads)).isGreaterThan(DOWNLOADS / 2);
    assertThat(pair.backup.stop(SOON)).isZero();
  }

  /** The other director cannot reach the first server, and is the master before long. */
  @Test
  @TakesLong
  void what_one_director_thinks_of_a_server_moves_no_connection_of_another(Network network) {
    GuideNetwork guide = serving(network);
    guide.ds2().write(DOWN + "93", "");
    StartedPair pair = start(guide, "stateless_failover");
    Await.until(
        "weight 0 at the other director alone",
        SOON,
        () -> guide.ds2().sh("ipvsadm -Sn").contains("10.1.80.93:80 -g -w 0"));
    assertThat(guide.ds1().sh("ipvsadm -Sn")).contains("10.1.80.93:80 -g -w 1");

    List<Download> downloads = downloads(guide, pair.master);

    report("which the other has taken one server out of", downloads);
    assertThat(downloads).hasSize(DOWNLOADS);
    assertThat(downloads.stream().filter(each -> each.server().equals("rs2")))
        .hasSizeGreaterThan(DOWNLOADS / 4)
        .allMatch(Download::whole);
    // Those of the first server were looked at too: their director sends them elsewhere.
    assertThat(downloads.stream().filter(each -> each.server().equals("rs1")))
        .hasSizeGreaterThan(DOWNLOADS / 4)
        .noneMatch(Download::whole);
    assertThat(pair.backup.stop(SOON)).isZero();
  }
}
