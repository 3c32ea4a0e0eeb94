// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A director whose daemon has died, and one whose daemon may not take over. */
@KernelTest
@WithoutIpvs
class DaemonTest {
  private static final String CHECK = "daemon";

  @Test
  void a_backup_whose_daemon_has_died_is_told(Network network) {
    Guide guide = Guide.in(network);
    RunningProcess backup = guide.startBackup();
    RunningProcess unused = guide.startMaster();
    Doctor doctor = Doctor.ofDirector(guide.ds2());
    doctor.healthy(CHECK);
    backup.crash();

    JsonNode finding = doctor.examine().only(CHECK);

    assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
    assertThat(finding.path("seen").toString())
        .contains("/proc/net/raw", "10.1.80.91 advertises VI_1 (VRID 51 on enp0s3)");
    assertThat(finding.path("remedies").path(0).path("advice").asText())
        .startsWith("Start the daemon (systemctl start keepalived, or jkeepalived).");
    var unusedToo = guide.startBackup();
    doctor.healthy(CHECK);
  }

  /** Of either kind: a daemon in FAULT is no dead one. */
  @Test
  void a_daemon_that_may_not_take_over_is_there_all_the_same(Network network) {
    Guide guide = Guide.in(network);
    Host ds2 = guide.ds2();
    String file = ds2.read(Guide.FILE);
    ds2.sh("ip link add wan0 type veth peer name wan1");
    ds2.write(Guide.FILE, file.replace("advert_int 1", "advert_int 1\ntrack_interface {\nwan0\n}"));
    assertThat(ds2.read(Guide.FILE)).contains("wan0");
    RunningProcess unused = guide.startMaster();
    for (String daemon : List.of("keepalived", Checkout.path("tools/bin/jkeepalived"))) {
      RunningProcess faulty = ds2.start(daemon, "-n", "-l", "-D", "-P", "-f", Guide.FILE);
      var unusedLine = faulty.awaitLine("FAULT", Guide.SOON);

      Doctor.ofDirector(ds2).healthy(CHECK);

      assertThat(faulty.running()).isTrue();
      faulty.crash();
      Await.until(
          "no socket of " + daemon, Guide.SOON, () -> !ds2.procNet("raw").contains(":0070"));
    }
    assertThat(ds2.hasAddress(GuideNetwork.VIP)).isFalse();
    var unusedFinding = Doctor.ofDirector(ds2).examine().only(CHECK);
  }
}
