// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.samples.vrrp.EmbeddedRouter;
import io.github.jlvs.samples.vrrp.VrrpSniffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The programs that a user copies. */
@KernelTest
@WithoutIpvs
class SamplesTest {

  @Together
  @Test
  void the_sniffer_prints_tcpdumps_line_for_each_advertisement_and_the_router_leaves_in_good_order(
      Network network) {
    Directors hosts = Directors.in(network);
    Host client = network.host("client", "10.1.80.62/24");
    Capture wire = client.capture("vrrp");
    RunningProcess sniffer = JavaProgram.start(client, VrrpSniffer.class, "enp0s3");
    RunningProcess keepalived =
        Directors.keepalivedWith(
            hosts.ds2(),
            "",
            Directors.instance("VI_1", 51, Directors.VIP, 100)
                + "vrrp_instance VI_2 {\n interface enp0s3\n virtual_router_id 52\n priority 200\n"
                + " advert_int 2\n virtual_ipaddress {\n 10.1.80.89\n 10.1.80.88\n }\n}\n");
    sniffer.awaitLine("vrid 52", SOON);

    RunningProcess router =
        JavaProgram.start(hosts.ds1(), EmbeddedRouter.class, "enp0s3", Directors.VIP, "101");
    router.awaitLine("VI_1 is BACKUP: STARTUP", SOON);
    router.awaitLine("VI_1 is MASTER: MASTER_DOWN", SOON);
    assertThat(hosts.ds1().hasAddress(Directors.VIP)).isTrue();
    router.stop(SOON);
    assertThat(hosts.ds1().hasAddress(Directors.VIP)).isFalse();
    sniffer.awaitLine("prio 0", SOON);
    int unused = keepalived.stop(SOON);

    sniffer.awaitLine("vrid 52, prio 0", SOON);
    List<String> printed = sniffer.lines().stream().map(OutputLine::text).toList();
    List<String> seen =
        wire.text("-n", "-t", "-v").stream()
            .map(String::strip)
            .filter(line -> line.contains("VRRPv2"))
            .toList();
    // The sniffer may have begun later than tcpdump.
    int late = seen.size() - printed.size();
    assertThat(late).isNotNegative();
    assertThat(printed).isEqualTo(seen.subList(late, seen.size())).hasSizeGreaterThan(5);
  }
}
