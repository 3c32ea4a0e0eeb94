// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Mistakes in the bytes, found in other IPVS libraries, which this one is not to make. */
class PeersCodecDefectsTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);

  private static AttributeReader attributes(byte[] bytes) {
    return AttributeReader.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** pyroute2: the tunnel port went out in the machine's order; an IPv6 mask as an address. */
  @Test
  void tunnel_ports_are_in_network_order_and_ipv6_masks_are_lengths() {
    byte[] destination =
        HostileBytesProperties.bytes(
            out ->
                DestinationCodec.write(
                    out,
                    Destination.of(
                        DestinationId.of("10.0.0.1", 80),
                        new Forwarding.Tunnel(
                            new Encapsulation.Gue(0x1234, TunnelFlags.NO_CHECKSUM)),
                        1)));
    AttributeReader read = attributes(destination);
    while (read.next() && read.type() != IPVS_DEST_ATTR_TUN_PORT) {
      // On to the port.
    }
    assertThat(read.bytes()).containsExactly(0x12, 0x34);

    AttributeReader service =
        attributes(
            HostileBytesProperties.bytes(
                out ->
                    ServiceCodec.write(
                        out,
                        VirtualService.of(ServiceId.tcp("2001:db8::1", 80), "rr")
                            .withPersistence(60),
                        -1)));
    while (service.next() && service.type() != IPVS_SVC_ATTR_NETMASK) {
      // On to the mask.
    }
    assertThat(service.u32()).isEqualTo(128);
  }

  /** cloudflare/ipvs: a short address crashed the reader. */
  @Test
  void a_short_address_is_a_malformed_message() {
    byte[] bytes =
        HostileBytesProperties.bytes(
            out -> {
              out.bytes(IPVS_DEST_ATTR_ADDR, new byte[] {10, 0});
              out.u16BigEndian(IPVS_DEST_ATTR_PORT, 80);
            });
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> DestinationCodec.read(attributes(bytes), AddressFamily.IPV4))
        .withMessage("ipvs: a destination has an address of 2 bytes, expected 4");
  }

  /** cloudflare/ipvs: flags were read only where the attribute had exactly eight bytes. */
  @Test
  void flags_without_a_mask_are_read() {
    byte[] bytes =
        HostileBytesProperties.bytes(
            out -> {
              ServiceCodec.writeId(out, WEB);
              out.string(IPVS_SVC_ATTR_SCHED_NAME, "sh");
              out.u32(IPVS_SVC_ATTR_FLAGS, 0x10);
            });
    assertThat(ServiceCodec.read(attributes(bytes)).service().flags())
        .isEqualTo(ServiceFlags.SH_PORT);
  }

  /** mqliang/libipvs: incomplete fields ended the program. */
  @Test
  void a_service_without_an_identity_is_a_malformed_message() {
    byte[] bytes = HostileBytesProperties.bytes(out -> out.string(IPVS_SVC_ATTR_SCHED_NAME, "rr"));
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> ServiceCodec.read(attributes(bytes)));
  }
}
