// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A packet filter that keeps a director from telling the other one its connections. */
@KernelTest
class SyncFirewallTest {
  private static final String CHECK = "sync-firewall";

  /** The guide's table; each packet of a connection is told at once. */
  private static final String BALANCE =
      """
      sysctl -qw net.ipv4.vs.expire_nodest_conn=1 net.ipv4.vs.sync_threshold='0 1'
      ipvsadm -A -t 10.1.80.90:80 -s wrr
      ipvsadm -a -t 10.1.80.90:80 -r 10.1.80.93 -g -w 100
      """;

  /** How many packets the rule for what comes in has thrown away. */
  private static final String DROPPED =
      "iptables-legacy -nvxL INPUT | awk '/DROP/ && /8848/ {print $1}'";

  @Test
  void what_one_tells_the_other_comes_over_after_the_command_that_is_told(Network network) {
    Guide guide = Guide.in(network);
    for (Host each : List.of(guide.ds1(), guide.ds2())) {
      String file = Checkout.text("samples/ha-dr/" + each.name() + "/keepalived.conf");
      String synced = "global_defs {\nlvs_sync_daemon enp0s3 VI_1 id 51";
      each.write(Guide.FILE, file.replace("global_defs {", synced));
      each.sh(BALANCE);
    }
    RunningProcess unusedBackup = guide.startBackup();
    RunningProcess unusedMaster = guide.startMaster();
    connect(guide, 40001);
    Await.until("ds2 to know the connection", Guide.SOON, () -> knows(guide.ds2(), 40001));
    Doctor.ofDirector(guide.ds2()).healthy(CHECK);

    // Where they come in.
    guide.ds2().sh("iptables-legacy -A INPUT -p udp --dport 8848 -j DROP");
    connect(guide, 40002);
    Await.until(
        "the rule to take one", Guide.SOON, () -> !guide.ds2().sh(DROPPED).strip().equals("0"));
    assertThat(knows(guide.ds2(), 40002)).isFalse();
    JsonNode in = Doctor.ofDirector(guide.ds2()).examine().only(CHECK);
    assertThat(in.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(in.path("seen").toString())
        .contains("chain INPUT: -A INPUT -p udp -m udp --dport 8848 -j DROP (it has counted");
    var unusedIn = Doctor.ofDirector(guide.ds2()).mend(in);
    connect(guide, 40003);
    Await.until("ds2 to know this one", Guide.SOON, () -> knows(guide.ds2(), 40003));

    // Where they leave.
    guide.ds1().sh("iptables-legacy -A OUTPUT -d 224.0.0.81 -j DROP");
    JsonNode out = Doctor.ofDirector(guide.ds1()).examine().only(CHECK);
    assertThat(out.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(Doctor.Report.commands(out))
        .containsExactly("iptables-legacy -I OUTPUT -p udp --dport 8848 -j ACCEPT");
    var unusedOut = Doctor.ofDirector(guide.ds1()).mend(out);
    connect(guide, 40004);
    Await.until("ds2 to know that one", Guide.SOON, () -> knows(guide.ds2(), 40004));
  }

  private static void connect(Guide guide, int port) {
    String page =
        guide
            .hosts()
            .client()
            .sh("curl -s -m 10 --local-port " + port + " http://" + GuideNetwork.VIP + "/");
    assertThat(page).contains("I'm");
  }

  private static boolean knows(Host director, int port) {
    return director.sh("ipvsadm -lnc").contains(":" + port + " ");
  }
}
