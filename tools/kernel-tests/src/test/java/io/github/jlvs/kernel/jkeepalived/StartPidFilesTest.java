// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static io.github.jlvs.kernel.jkeepalived.StartedDaemon.pidFiles;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pid file for each part that has something to run, as keepalived has one for each process. */
@KernelTest
class StartPidFilesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OURS = Checkout.path("tools/bin/jkeepalived");
  private static final String FILE = "/run/start.conf";
  private static final String PID_FILE = "/run/keepalived/keepalived.pid";

  private static final String SERVERS =
      """
      use_pid_dir
      virtual_server 10.1.80.90 80 {
        lvs_sched wrr
        lvs_method DR
        protocol TCP
        real_server 10.1.80.93 80 {
          weight 100
          TCP_CHECK { connect_timeout 3 }
        }
      }
      """;

  private static final String ROUTER =
      """
      vrrp_instance VI_1 {
        interface enp0s3
        virtual_router_id 51
        priority 200
        virtual_ipaddress { 10.1.80.90 }
      }
      """;

  @Test
  void the_parts_that_run_have_one_after_the_start_and_after_a_reload(Network network) {
    Host theirHost = network.host("ds1", "10.1.80.91/24");
    Host ourHost = network.host("ds2", "10.1.80.92/24");
    theirHost.write(FILE, SERVERS);
    ourHost.write(FILE, SERVERS);
    try (StartedDaemon theirs = start(theirHost, "keepalived");
        StartedDaemon ours = start(ourHost, OURS)) {
      // The table is written, and the file is there, as soon as the start is over.
      assertThat(ourHost.ipvsTable()).hasSize(1);
      assertThat(pidFiles(ourHost)).containsExactly("/run/keepalived/checkers.pid", PID_FILE);
      same(theirHost, ourHost);

      theirHost.write(FILE, SERVERS + ROUTER);
      ourHost.write(FILE, SERVERS + ROUTER.replace("51", "52"));
      theirs.signal("HUP");
      ours.signal("HUP");
      Await.until("all three", SOON, () -> pidFiles(ourHost).size() == 3);
      same(theirHost, ourHost);
      for (String file : pidFiles(ourHost)) {
        assertThat(ourHost.read(file).strip()).isEqualTo(ours.pid());
      }
    }
  }

  private static StartedDaemon start(Host host, String program) {
    return StartedDaemon.start(host, PID_FILE, program, "-G", "-f", FILE);
  }

  private static void same(Host theirs, Host ours) {
    List<String> wanted = pidFiles(ours);
    Await.until("theirs", SOON, () -> pidFiles(theirs).equals(wanted));
  }
}
