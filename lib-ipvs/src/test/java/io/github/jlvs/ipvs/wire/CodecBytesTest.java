// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.HostileBytesProperties.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.AttributeReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Requests byte by byte, as linux/ip_vs.h and linux/netlink.h lay them out: length and type of each
 * attribute in the machine's order (here little-endian), addresses and ports in network order.
 */
class CodecBytesTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(String... attributes) {
    return String.join("", attributes).replace(" ", "");
  }

  @Test
  void a_persistent_ipv4_service() {
    VirtualService service =
        VirtualService.of(ServiceId.tcp("10.0.0.100", 443), "sh")
            .withFlags(ServiceFlags.SH_PORT)
            .withPersistence(new Persistence(600, Netmask.prefix(AddressFamily.IPV4, 24)));

    assertThat(hex(bytes(out -> ServiceCodec.write(out, service, -1))))
        .isEqualTo(
            hex(
                "0600 0100 0200 0000", // address family: AF_INET
                "0600 0200 0600 0000", // protocol: TCP
                "0800 0300 0a000064", // address, network order
                "0600 0400 01bb 0000", // port, network order
                "0700 0600 736800 00", // scheduler, with its NUL
                "0c00 0700 11000000 ffffffff", // flags: persistent and sh-port; mask: all
                "0800 0800 58020000", // timeout, seconds
                "0800 0900 ffffff00")); // mask, network order
  }

  @Test
  void an_ipv6_service_with_an_engine_has_its_prefix_length_in_the_machines_order() {
    VirtualService service =
        VirtualService.of(ServiceId.udp("2001:db8::1", 5060), "rr")
            .withPersistence(new Persistence(1, Netmask.prefix(AddressFamily.IPV6, 64)))
            .withPersistenceEngine("sip");

    assertThat(hex(bytes(out -> ServiceCodec.write(out, service, -1))))
        .isEqualTo(
            hex(
                "0600 0100 0a00 0000",
                "0600 0200 1100 0000",
                "1400 0300 20010db8000000000000000000000001",
                "0600 0400 13c4 0000",
                "0700 0600 727200 00",
                "0c00 0700 01000000 ffffffff",
                "0800 0800 01000000",
                "0800 0900 40000000",
                "0800 0b00 73697000"));
  }

  @Test
  void a_firewall_mark_stands_for_address_port_and_protocol() {
    assertThat(hex(bytes(out -> ServiceCodec.writeId(out, ServiceId.mark6(0x80000001L)))))
        .isEqualTo(hex("0600 0100 0a00 0000", "0800 0500 01000080"));
  }

  @Test
  void a_destination_behind_a_gue_tunnel_has_its_tunnel_port_in_network_order() {
    Destination destination =
        Destination.of(
                DestinationId.of("10.0.0.1", 80),
                new Forwarding.Tunnel(new Encapsulation.Gue(6080, TunnelFlags.CHECKSUM)),
                7)
            .withThresholds(200, 100);

    assertThat(hex(bytes(out -> DestinationCodec.write(out, destination))))
        .isEqualTo(
            hex(
                "0600 0b00 0200 0000", // address family
                "0800 0100 0a000001",
                "0600 0200 0050 0000",
                "0800 0300 02000000", // forwarding: tunnel
                "0800 0400 07000000", // weight
                "0800 0500 c8000000", // upper threshold
                "0800 0600 64000000", // lower threshold
                "0500 0d00 01 000000", // tunnel type: GUE
                "0600 0e00 17c0 0000", // tunnel port, network order
                "0600 0f00 0100 0000")); // tunnel flags: checksum
  }

  @Test
  void a_destination_by_direct_routing_says_nothing_of_tunnels() {
    Destination destination =
        Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);

    assertThat(hex(bytes(out -> DestinationCodec.write(out, destination))))
        .endsWith(hex("0800 0500 00000000", "0800 0600 00000000"));
  }

  @Test
  void a_daemon_has_its_port_in_the_machines_order_and_its_group_in_network_order() {
    SyncDaemon daemon =
        new SyncDaemon(
            SyncDaemon.State.BACKUP,
            "eth0",
            7,
            1400,
            Optional.of(IpAddresses.literal("224.0.0.99")),
            9000,
            3);

    assertThat(hex(bytes(out -> DaemonCodec.write(out, daemon))))
        .isEqualTo(
            hex(
                "0800 0100 02000000",
                "0900 0200 6574683000 000000",
                "0800 0300 07000000",
                "0600 0400 7805 0000",
                "0800 0500 e0000063",
                "0600 0700 2823 0000",
                "0500 0800 03 000000"));
  }

  @Test
  void what_a_6_1_kernel_says_of_a_destination_is_read() {
    byte[] message =
        HexFormat.of()
            .parseHex(
                hex(
                    "1400 0100 0a000001 000000000000000000000000",
                    "0600 0200 0050 0000",
                    "0800 0300 03000000",
                    "0800 0400 01000000",
                    "0500 0d00 00 000000",
                    "0600 0e00 0000 0000",
                    "0600 0f00 0000 0000",
                    "0800 0500 00000000",
                    "0800 0600 00000000",
                    "0800 0700 05000000",
                    "0800 0800 06000000",
                    "0800 0900 07000000",
                    "0600 0b00 0200 0000",
                    "0c00 0a00 0800 0100 09000000",
                    "1000 0c00 0c00 0100 0900000001000000"));

    DestinationStatus status =
        DestinationCodec.read(
            AttributeReader.of(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN)),
            AddressFamily.IPV6);

    assertThat(status.destination())
        .isEqualTo(Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1));
    assertThat(status.activeConnections()).isEqualTo(5);
    assertThat(status.inactiveConnections()).isEqualTo(6);
    assertThat(status.persistentConnections()).isEqualTo(7);
    assertThat(status.statistics().connections()).isEqualTo(0x1_0000_0009L);
  }
}
