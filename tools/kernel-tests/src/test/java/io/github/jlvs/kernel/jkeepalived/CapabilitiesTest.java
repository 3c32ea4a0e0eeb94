// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rights that the daemon needs, and no others: as root it gives up what it has no use for, as a
 * plain user it runs with two capabilities, and each one that is missing is named.
 */
@KernelTest
@WithoutIpvs
class CapabilitiesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/capabilities.conf";
  private static final String VIP = "10.1.80.90";

  /** CHOWN, DAC_OVERRIDE and DAC_READ_SEARCH, KILL, SETGID and SETUID, and those of the network. */
  private static final String KEPT = "00000000000034e7";

  private static final String TEXT =
      """
      vrrp_script other {
        script "/bin/sh -c 'exec sleep $1' sh 0"
        interval 1
        user daemon
        weight 1
      }
      vrrp_instance VI_1 {
        interface enp0s3
        virtual_router_id 51
        priority 150
        advert_int 1
        virtual_ipaddress {
          10.1.80.90/24
        }
        track_script {
          other
        }
        notify_master "/bin/sh -c 'grep CapEff /proc/self/status >/tmp/told'" %s
      }
      """;

  @Test
  void as_root_its_threads_keep_nine_and_roots_scripts_all(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.write(FILE, TEXT.formatted("root"));
    String roots = host.sh("grep CapEff /proc/self/status");

    RunningProcess daemon =
        host.start(Checkout.path("tools/bin/jkeepalived"), "-nlDGP", "-f", FILE);
    Await.until("the address", SOON, () -> host.hasAddress(VIP));
    Await.until("the script of the master", SOON, () -> !told(host).isEmpty());

    String threads =
        host.sh(
            "cd /proc/%d/task; for t in *; do echo $(cat $t/comm; grep CapEff $t/status); done"
                .formatted(daemon.pid()));
    List<String> own = threads.lines().filter(line -> line.startsWith("jkeepalived-")).toList();
    assertThat(own).hasSizeGreaterThan(3).allMatch(line -> line.endsWith("CapEff: " + KEPT));
    assertThat(told(host)).isEqualTo(roots);
    daemon.awaitLine("VRRP_Script(other) succeeded", SOON);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(host.hasAddress(VIP)).isFalse();
  }

  @Test
  void a_plain_user_with_two_capabilities_is_master_and_its_scripts_have_none(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");
    RunningProcess daemon = asNobody(host, "net_admin", "net_raw");

    Await.until("the address", SOON, () -> host.hasAddress(VIP));
    Await.until("the script of the master", SOON, () -> !told(host).isEmpty());
    assertThat(told(host).strip()).endsWith("0000000000000000");
    daemon.awaitLine(
        "script '/bin/sh' will not run: this process lacks the capabilities CAP_SETUID and CAP_SETGID"
            + " to become user daemon",
        SOON);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(host.hasAddress(VIP)).isFalse();
    assertThat(wire.adverts()).anyMatch(advert -> advert.priority() == 0);
  }

  @Test
  void one_that_may_start_scripts_of_others_and_not_end_them_says_so(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RunningProcess daemon = asNobody(host, "net_admin", "net_raw", "setuid", "setgid");

    daemon.awaitLine("lacks the capability CAP_KILL to end one of user daemon", SOON);
    daemon.awaitLine("VRRP_Script(other) succeeded", SOON);
    assertThat(daemon.stop(SOON)).isZero();
  }

  @Test
  void one_that_may_not_give_a_fifo_to_its_reader_says_what_that_takes(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.write(
        FILE,
        "global_defs {\nvrrp_notify_fifo /run/fifo\nvrrp_notify_fifo_script /bin/cat daemon\n}\n"
            + TEXT.formatted("root"));

    RunningProcess daemon =
        host.start(
            "setpriv",
            "--bounding-set=-chown",
            "--inh-caps=-chown",
            Checkout.path("tools/bin/jkeepalived"),
            "-nlDGP",
            "-f",
            FILE);

    daemon.awaitLine("give the FIFO /run/fifo to user 1", SOON);
    Await.until("the address", SOON, () -> host.hasAddress(VIP));
    assertThat(daemon.output()).contains("CAP_CHOWN").doesNotContain("CAP_NET_ADMIN");
    assertThat(daemon.stop(SOON)).isZero();
  }

  @Test
  void without_either_of_the_two_nothing_is_started_and_no_address_added(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");

    RunningProcess noAdmin = asNobody(host, "net_raw");
    assertThat(noAdmin.awaitExit(SOON)).isEqualTo(4);
    assertThat(noAdmin.output())
        .contains("run it as root or with the capability CAP_NET_ADMIN")
        .doesNotContain("CAP_NET_RAW")
        .doesNotContain("MASTER");
    RunningProcess noRaw = asNobody(host, "net_admin");
    assertThat(noRaw.awaitExit(SOON)).isEqualTo(4);
    assertThat(noRaw.output())
        .contains("run it as root or with the capability CAP_NET_RAW")
        .doesNotContain("CAP_NET_ADMIN")
        .doesNotContain("MASTER");

    assertThat(host.hasAddress(VIP)).isFalse();
    assertThat(wire.adverts()).isEmpty();
    // Whoever looked would have seen one.
    RunningProcess both = asNobody(host, "net_admin", "net_raw");
    Await.until("an advertisement", SOON, () -> !wire.adverts().isEmpty());
    assertThat(both.stop(SOON)).isZero();
  }

  private static RunningProcess asNobody(Host host, String... capabilities) {
    host.write(FILE, TEXT.formatted("nobody"));
    host.sh("mkdir -p /run/nobody; chown nobody /run/nobody");
    String set = "-all,+" + String.join(",+", capabilities);
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    command.addAll(List.of("--inh-caps=" + set, "--ambient-caps=" + set, "--bounding-set=" + set));
    command.addAll(
        List.of(
            Checkout.path("tools/bin/jkeepalived"),
            "-nlDGP",
            "-f",
            FILE,
            "-p",
            "/run/nobody/keepalived.pid"));
    return host.start(command.toArray(String[]::new));
  }

  private static String told(Host host) {
    return host.sh("cat /tmp/told 2>/dev/null || true");
  }
}
