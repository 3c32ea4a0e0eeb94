// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.healthcheck;

import static io.github.jlvs.kernel.healthcheck.DirectPair.FAMILIES;
import static io.github.jlvs.kernel.healthcheck.DirectPair.LIMIT;
import static io.github.jlvs.kernel.healthcheck.DirectPair.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Network;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Asking a real server as the virtual address through tunnels, which need modules of a kernel. */
@KernelTest
class DirectTunnelsTest {
  @Test
  void in_a_tunnel_of_each_kind(Network network) {
    DirectPair pair = new DirectPair(network);
    pair.server()
        .sh(
            """
        ip link add ipip0 type ipip local 10.1.80.93 remote any
        ip link add sit0x type sit local 10.1.80.93 remote any
        ip link add t6 type ip6tnl mode any local 2001:db8::93 remote ::
        ip link add gre4 type gre local 10.1.80.93 remote any
        ip link add gre6 type ip6gre local 2001:db8::93 remote ::
        for i in ipip0 sit0x t6 gre4 gre6; do
          ip link set $i up
          sysctl -qw net.ipv4.conf.$i.rp_filter=0
        done
        sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
        """);
    for (DirectPair.Family family : FAMILIES) {
      pair.well(family, new Way.IpInIp());
      pair.well(family, new Way.Gre(false));
    }
    // A receiver without checksums drops what has one.
    pair.server()
        .sh(
            """
            ip link del gre4
            ip link del gre6
            ip link add gre4 type gre local 10.1.80.93 remote any csum
            ip link add gre6 type ip6gre local 2001:db8::93 remote :: csum
            ip link set gre4 up
            ip link set gre6 up
            """);
    for (DirectPair.Family family : FAMILIES) {
      pair.well(family, new Way.Gre(true));
    }
    DirectProbe mixed =
        new DirectProbe(
            IpAddresses.literal("10.1.80.93"),
            new InetSocketAddress("2001:db8::90", 80),
            new Way.IpInIp(),
            Optional.of(IpAddresses.literal("2001:db8::91")),
            Optional.empty());
    assertThat(pair.run(mixed, LIMIT)).isEqualTo(ProbeResult.SUCCESS);

    pair.server().sh("ip addr del 10.1.80.90/32 dev lo; ip link del t6");
    for (DirectPair.Family family : FAMILIES) {
      assertThat(pair.run(family.probe(new Way.IpInIp()), SHORT))
          .isEqualTo(ProbeResult.timeout(family.noAnswer()));
    }
    pair.nothingLeft();
  }
}
