// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdvertisementSenderTest {
  private static final VirtualRouterConfig CONFIG =
      VirtualRouterConfig.builder(51, ip("10.1.80.90"))
          .priority(101)
          .authentication(SimplePassword.of("1111"))
          .build();

  @Test
  void aDatagramHasKeepalivedsHeader() {
    RouterSetup setup = RouterSetup.builder("VI_1", "eth0", CONFIG).build();

    ByteBuffer datagram =
        new AdvertisementSender(setup, ip("10.1.80.91"), Optional.empty()).packet(101);

    byte[] bytes = new byte[datagram.remaining()];
    datagram.duplicate().get(bytes);
    assertThat(HexFormat.of().formatHex(bytes))
        // The identification is filled in when it is sent, the checksum by the kernel.
        .startsWith("45c00028" + "00000000" + "ff700000" + "0a01505b" + "e0000012")
        .endsWith("21336501" + "0101" + "bc0c" + "0a01505a" + "3131313100000000");
  }

  @Test
  void aUnicastDatagramHasTheTtlOfItsSetup() {
    Transport unicast =
        new Transport.Unicast(List.of(new Transport.Peer(ip("10.1.80.92"))), 3, false);
    RouterSetup setup = RouterSetup.builder("VI_1", "eth0", CONFIG).transport(unicast).build();

    ByteBuffer datagram =
        new AdvertisementSender(setup, ip("10.1.80.91"), Optional.empty()).packet(0);

    assertThat(IpDatagram.parse(datagram))
        .isInstanceOfSatisfying(
            IpDatagram.Vrrp.class,
            packet -> {
              assertThat(packet.ttl()).isEqualTo(3);
              assertThat(packet.source()).isEqualTo(ip("10.1.80.91"));
            });
  }

  @Test
  void aPacketIsEncodedOnceForEachPriority() {
    RouterSetup setup = RouterSetup.builder("VI_1", "eth0", CONFIG).build();
    AdvertisementSender sender = new AdvertisementSender(setup, ip("10.1.80.91"), Optional.empty());

    assertThat(sender.packet(101)).isSameAs(sender.packet(101)).isNotSameAs(sender.packet(0));
  }
}
