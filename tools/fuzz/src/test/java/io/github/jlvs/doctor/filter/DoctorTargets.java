// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.fuzz.Text;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Listings of packet filters and of sockets, with the way of a packet through the first. */
public final class DoctorTargets {
  private static final InetAddress PEER = IpAddresses.ofBits(0x0a01505c);
  private static final InetAddress GROUP = IpAddresses.ofBits(0xe0000051);

  /** One with a port: all that is read of a rule is asked. */
  private static final Packet SYNC =
      new Packet(
          Packet.Way.IN, "enp0s3", Optional.of(PEER), GROUP, Content.to(IpProtocol.UDP, 8848));

  private DoctorTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("doctor-nft", DoctorTargets::nft, List.of(IllegalArgumentException.class))
            .allowed(Allowance.FOR_TEXTS),
        Target.of("doctor-nft-text", region -> NftText.of(Text.of(region)), List.of())
            .allowed(Allowance.FOR_TEXTS),
        Target.of("doctor-iptables", DoctorTargets::iptables, List.of())
            .allowed(Allowance.FOR_TEXTS),
        Target.of(
                "doctor-sockets",
                region -> Listener.parse(IpProtocol.TCP, Text.of(region)),
                List.of())
            .allowed(Allowance.FOR_TEXTS));
  }

  private static List<Dropped> nft(ByteBuffer region) {
    return NftListing.read(Text.of(region), "", IptablesNames.USUAL).dropping(SYNC);
  }

  private static List<Dropped> iptables(ByteBuffer region) {
    return IptablesListing.legacy("ip", Text.of(region), IptablesNames.USUAL).dropping(SYNC);
  }
}
