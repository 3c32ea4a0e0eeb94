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

/**
 * Listings of packet filters and of sockets, with the way of an advertisement through the first.
 */
public final class DoctorTargets {
  private static final InetAddress PEER = IpAddresses.ofBits(0x0a01505c);
  private static final InetAddress GROUP = IpAddresses.ofBits(0xe0000012);
  private static final Advert ADVERT = new Advert(Advert.Way.IN, "enp0s3", PEER, GROUP);

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
    return NftListing.read(Text.of(region), "", IptablesNames.USUAL).dropping(ADVERT);
  }

  private static List<Dropped> iptables(ByteBuffer region) {
    return IptablesListing.legacy("ip", Text.of(region), IptablesNames.USUAL).dropping(ADVERT);
  }
}
