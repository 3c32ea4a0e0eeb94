// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The log files of {@code --log-file}, which Debian's keepalived is built without. */
@KernelTest
@WithoutIpvs
class LogFileTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OURS = Checkout.path("tools/bin/jkeepalived");
  private static final String FILE = "/run/start.conf";
  private static final String PID_FILE = "/run/keepalived.pid";

  @Test
  void each_part_has_one_and_a_rotation_needs_no_signal(Network network) {
    Host host = host(network, "instance foo\n");
    try (StartedDaemon daemon =
        StartedDaemon.start(host, "/run/k.pid", OURS, "-GPdD", "-p/run/k.pid", "-f", FILE, "-g")) {
      Await.until("the address", SOON, () -> host.hasAddress("10.1.80.90"));
      assertThat(host.sh("stat -c '%n %a %U' /tmp/*.log | sort").lines())
          .containsExactly(
              "/tmp/keepalived_foo.log 600 root", "/tmp/keepalived_vrrp_foo.log 600 root");
      assertThat(host.read("/tmp/keepalived_foo.log"))
          .containsPattern("(?m)^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d [0-9:]{8} \\d{4}: Starting")
          .contains("Startup complete")
          .contains(": vrrp_instance VI_1 {");

      String unused = host.sh("mv /tmp/keepalived_foo.log /tmp/keepalived_foo.log.1");
      daemon.signal("HUP");
      Await.until(
          "the new file",
          SOON,
          () ->
              host.sh("cat /tmp/keepalived_foo.log 2>/dev/null || :").contains("Reload complete"));
      assertThat(host.read("/tmp/keepalived_foo.log.1")).doesNotContain("Reload complete");
    }
    assertThat(host.read("/tmp/keepalived_foo.log")).contains("Stopped jkeepalived");
    assertThat(host.read("/tmp/keepalived_vrrp_foo.log")).contains("(VI_1) sent 0 priority");
  }

  @Test
  void a_full_disk_costs_lines_and_nothing_else(Network network) {
    Host host = host(network, "");
    String unused =
        host.sh(
            "mkdir /run/full; mount -t tmpfs -o size=64k none /run/full; yes >/run/full/x || :");
    RunningProcess daemon =
        host.start(OURS, "-nlGP", "-f", FILE, "-p", PID_FILE, "-g/run/full/k.log");
    daemon.awaitLine("Log lines are lost: cannot write /run/full/k.log: ", SOON);
    daemon.awaitLine("Log lines are lost: cannot write /run/full/k_vrrp.log: ", SOON);
    Await.until("the address", SOON, () -> host.hasAddress("10.1.80.90"));

    String unusedToo = host.sh("rm /run/full/x");
    daemon.signal("HUP");
    daemon.awaitLine("Reload complete", SOON);
    Await.until(
        "lines again", SOON, () -> host.read("/run/full/k.log").contains("Reload complete"));
    assertThat(daemon.stop(SOON)).isZero();
  }

  private static Host host(Network network, String first) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.write(
        FILE,
        first
            + """
            vrrp_instance VI_1 {
              interface enp0s3
              virtual_router_id 51
              priority 200
              advert_int 1
              virtual_ipaddress { 10.1.80.90 }
            }
            """);
    return host;
  }
}
