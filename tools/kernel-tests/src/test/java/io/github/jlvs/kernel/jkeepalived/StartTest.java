// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static io.github.jlvs.kernel.jkeepalived.StartedDaemon.attempt;
import static io.github.jlvs.kernel.jkeepalived.StartedDaemon.pidFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that starts the daemon in the background, as keepalived's does. */
@KernelTest
@WithoutIpvs
class StartTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OURS = Checkout.path("tools/bin/jkeepalived");
  private static final String KEEPALIVED = "keepalived";
  private static final String FILE = "/run/start.conf";
  private static final String PID_FILE = "/run/keepalived.pid";

  private static final String TEXT =
      """
      vrrp_instance VI_1 {
        interface enp0s3
        virtual_router_id 51
        priority 200
        advert_int 1
        virtual_ipaddress { 10.1.80.90 }
      }
      """;

  @Test
  void it_runs_in_a_session_of_its_own_and_holds_nothing_of_its_starter(Network network) {
    Host theirHost = host(network, "ds1");
    Host ourHost = host(network, "ds2");
    // Relative to the directory of the starter, which the daemon leaves.
    String[] options = {"-GP", "-S", "3", "-f", "start.conf"};
    try (StartedDaemon theirs = inRun(theirHost, KEEPALIVED, options);
        StartedDaemon ours = inRun(ourHost, OURS, options)) {
      // Ours is there and takes part as soon as the start is over.
      assertThat(pidFiles(ourHost)).containsExactly(PID_FILE, "/run/vrrp.pid");
      Await.until("their second", SOON, () -> pidFiles(theirHost).equals(pidFiles(ourHost)));
      assertThat(ourHost.read("/run/vrrp.pid")).isEqualTo(ours.pid() + "\n");
      assertThat(theirHost.read(PID_FILE)).isEqualTo(theirs.pid() + "\n");
      assertThat(ourHost.exec("stat", "-c", "%a", PID_FILE).out())
          .isEqualTo(theirHost.exec("stat", "-c", "%a", PID_FILE).out());
      for (StartedDaemon daemon : List.of(theirs, ours)) {
        assertThat(daemon.shown("sid")).isEqualTo(daemon.pid());
        assertThat(daemon.shown("tty")).isEqualTo("?");
        assertThat(daemon.link("cwd")).isEqualTo("/");
        for (String stream : List.of("0", "1", "2")) {
          assertThat(daemon.link("fd/" + stream)).isEqualTo("/dev/null");
        }
      }
      assertThat(theirs.shown("comm")).isEqualTo("keepalived");
      assertThat(ours.shown("comm")).isEqualTo("jkeepalived");
      assertThat(ours.shown("args").split(" ", 2)[0]).endsWith("/jkeepalived");
      assertThat(ourHost.exec("pgrep", "-x", "jkeepalived").out().lines()).contains(ours.pid());
      Await.until("the address", SOON, () -> ourHost.hasAddress("10.1.80.90"));
    }
    assertThat(ourHost.hasAddress("10.1.80.90")).isFalse();
  }

  @Test
  void by_a_link_of_that_name_it_is_found_as_keepalived(Network network) {
    Host host = host(network, "ds1");
    CommandResult unused = host.exec("ln", "-s", OURS, "/run/keepalived");
    try (StartedDaemon ours = StartedDaemon.start(host, PID_FILE, "/run/keepalived", good())) {
      assertThat(ours.shown("comm")).isEqualTo("keepalived");
      assertThat(ours.shown("args").split(" ", 2)[0]).endsWith("/keepalived");
      // A shell has what it starts in the background ignore INT.
      ours.signal("INT");
      ours.awaitEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keepalived", "tools/bin/jkeepalived"})
  void a_second_start_leaves_the_first_alone(String program, Network network) {
    Host host = host(network, "ds1");
    String path = program.equals(KEEPALIVED) ? program : OURS;
    try (StartedDaemon first = StartedDaemon.start(host, PID_FILE, path, good())) {
      for (String foreground : List.of("-GP", "-nGP")) {
        CommandResult second = attempt(host, 0, path, foreground, "-f", FILE);
        // keepalived says it to syslog alone.
        assertThat(second.err())
            .contains(path.equals(OURS) ? "already running as process " + first.pid() : "");
      }
      assertThat(first.runs()).isTrue();
      assertThat(host.read(PID_FILE).strip()).isEqualTo(first.pid());
    }
  }

  /** keepalived tells its starter of a file that is missing, and of nothing else. */
  @ParameterizedTest
  @CsvSource({
    "/run/none.conf, 6, 6, none.conf",
    "/run/bad.conf, 0, 2, nothing was started",
  })
  void a_start_that_fails_has_its_reason_and_status(
      String file, int theirStatus, int ourStatus, String words, Network network) {
    Host host = host(network, "ds1");
    host.write("/run/bad.conf", TEXT.replace("virtual_router_id 51", "virtual_router_id 0"));
    CommandResult ours = attempt(host, ourStatus, OURS, "-GP", "-f", file);
    assertThat(ours.err()).contains(words);
    assertThat(pidFiles(host)).isEmpty();
    CommandResult theirs = attempt(host, theirStatus, KEEPALIVED, "-GP", "-f", file);
    assertThat(theirs.status()).isEqualTo(theirStatus);
    for (String left : pidFiles(host)) {
      CommandResult unused =
          host.attempt(ExitStatuses.any(), "sh", "-c", "kill $(cat " + left + ")");
    }
  }

  @Test
  void as_nobody_it_says_what_it_may_not(Network network) {
    Host host = host(network, "ds1");
    String[] asNobody = {
      "--reuid=nobody", "--regid=nogroup", "--clear-groups", OURS, "-GP", "-f", FILE
    };
    CommandResult ours = attempt(host, 4, "setpriv", asNobody);
    assertThat(ours.err()).contains("/run/keepalived.pid: permission denied", "run it as root");
    asNobody[3] = KEEPALIVED;
    assertThat(attempt(host, 0, "setpriv", asNobody).err()).isEmpty();
    assertThat(pidFiles(host)).isEmpty();
  }

  @Test
  void in_a_namespace_with_a_name_it_has_keepaliveds_pid_files(Network network) {
    Host theirHost = host(network, "ds1");
    Host ourHost = host(network, "ds2");
    String pidFile = "/run/keepalived/red/keepalived_foo.pid";
    for (Host host : List.of(theirHost, ourHost)) {
      host.write(FILE, "instance foo\n" + TEXT);
      String unused =
          host.sh(
              """
              ip netns add red
              ip -n red link add enp0s3 type veth peer name other
              ip -n red addr add 10.1.80.91/24 dev enp0s3
              ip -n red link set other up
              ip -n red link set enp0s3 up
              """);
    }
    try (StartedDaemon theirs = StartedDaemon.start(theirHost, pidFile, KEEPALIVED, inRed());
        StartedDaemon ours = StartedDaemon.start(ourHost, pidFile, OURS, inRed())) {
      assertThat(pidFiles(ourHost)).containsExactly(pidFile, "/run/keepalived/red/vrrp_foo.pid");
      Await.until("their second", SOON, () -> pidFiles(theirHost).equals(pidFiles(ourHost)));
      String red = ourHost.exec("stat", "-Lc", "%i", "/run/netns/red").out().strip();
      assertThat(ours.link("ns/net")).isEqualTo("net:[" + red + "]");
      assertThat(theirs.runs()).isTrue();
      Await.until(
          "the address in there",
          SOON,
          () -> ourHost.sh("ip -n red addr show enp0s3").contains("10.1.80.90"));
    }
    assertThat(ourHost.sh("ls /run").lines()).contains("netns").doesNotContain("keepalived");
    assertThat(ourHost.sh("find /run/jkeepalived -not -type d")).isEmpty();
    assertThat(attempt(ourHost, 1, OURS, "-GP", "-f", FILE, "-s", "blue").err())
        .contains("there is no network namespace blue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void a_starter_that_is_told_to_end_leaves_no_daemon(String signal, Network network) {
    Host host = host(network, "ds1");
    RunningProcess starter = waiting(host, 300);
    String pid = host.read(PID_FILE).strip();

    starter.signal(signal);

    assertThat(starter.awaitExit(SOON)).isEqualTo(signal.equals("INT") ? 130 : 143);
    new StartedDaemon(host, pid).awaitEnd();
    assertThat(pidFiles(host)).isEmpty();
  }

  @Test
  void a_daemon_that_is_told_to_end_before_it_runs_is_no_start(Network network) {
    Host host = host(network, "ds1");
    RunningProcess starter = waiting(host, 300);

    new StartedDaemon(host, host.read(PID_FILE).strip()).signal("TERM");

    assertThat(starter.awaitExit(SOON)).isEqualTo(1);
    assertThat(pidFiles(host)).isEmpty();
  }

  @Test
  void a_starter_that_is_killed_leaves_no_daemon(Network network) {
    Host host = host(network, "ds1");
    RunningProcess starter = waiting(host, 3);
    String pid = host.read(PID_FILE).strip();

    starter.signal("KILL");

    new StartedDaemon(host, pid).awaitEnd();
    assertThat(pidFiles(host)).isEmpty();
    assertThat(host.hasAddress("10.1.80.90")).isFalse();
  }

  /** A start that waits for its startup_script. */
  private static RunningProcess waiting(Host host, int seconds) {
    host.write(FILE, "global_defs {\n startup_script \"/bin/sleep " + seconds + "\"\n}\n" + TEXT);
    // Whoever runs the tests may ignore INT, which a shell cannot have otherwise.
    RunningProcess starter = host.start("env", "--default-signal=INT", OURS, "-lGP", "-f", FILE);
    starter.awaitLine("Running startup script", SOON);
    return starter;
  }

  private static Host host(Network network, String name) {
    Host host = network.host(name, name.equals("ds1") ? "10.1.80.91/24" : "10.1.80.92/24");
    // The two are not to be one virtual router.
    host.write(FILE, TEXT.replace("51", name.equals("ds1") ? "51" : "52"));
    return host;
  }

  private static String[] good() {
    return new String[] {"-GP", "-f", FILE};
  }

  private static String[] inRed() {
    return new String[] {"-GP", "-f", FILE, "-s", "red"};
  }

  private static StartedDaemon inRun(Host host, String program, String... options) {
    CommandResult started =
        attempt(
            host, 0, "sh", "-c", "cd /run && exec " + program + " " + String.join(" ", options));
    assertThat(started.out() + started.err()).isEmpty();
    Await.until(PID_FILE, SOON, () -> StartedDaemon.exists(host, PID_FILE));
    return new StartedDaemon(host, host.read(PID_FILE).strip());
  }
}
