// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Subscription;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages byte by byte, as linux/rtnetlink.h lays them out on a little-endian machine: message
 * type, then the payload in hexadecimal.
 */
class RouteBytesTest {
  private static List<RouteEvent> events(int type, String payload) {
    byte[] bytes = HexFormat.of().parseHex(payload.replace(" ", ""));
    ByteBuffer message = ByteBuffer.allocate(16 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(message.capacity()).putShort((short) type).putShort((short) 0);
    message.putInt(0).putInt(0).put(bytes);
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    kernel.deliver(message.array());
    List<RouteEvent> events = new ArrayList<>();
    try (RouteEvents route = new RouteEvents(new Subscription(kernel))) {
      assertThat(route.await(Duration.ZERO, events::add)).isTrue();
    }
    return events;
  }

  @ParameterizedTest(name = "type {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16 | 0000 0100 03000000 43100100 00000000 0900 0300 65746830 00000000 | Link[index=3, name=eth0, type=1, flags=69699, hardwareAddress=, mtu=0, kind=, master=OptionalInt.empty]
          16 | 0000 0403 01000000 49000100 00000000 0800 0400 00000100 | Link[index=1, name=, type=772, flags=65609, hardwareAddress=, mtu=65536, kind=, master=OptionalInt.empty]
          17 | 0000 0100 03000000 00000000 00000000 0a00 0100 02aabbccddee 0000 1000 1280 0900 0100 76657468 00000000 | Link[index=3, name=, type=1, flags=0, hardwareAddress=02:aa:bb:cc:dd:ee, mtu=0, kind=veth, master=OptionalInt.empty]
          20 | 02188000 03000000 0800 0200 0a000001 0800 0100 0a000002 | InterfaceAddress[interfaceIndex=3, address=/10.0.0.1, prefixLength=24, scope=0, broadcast=Optional.empty, peer=Optional[/10.0.0.2], label=Optional.empty, flags=128]
          21 | 0a4080fd 03000000 1400 0100 fe800000000000000000000000000001 0800 0800 80020000 | InterfaceAddress[interfaceIndex=3, address=/fe80:0:0:0:0:0:0:1, prefixLength=64, scope=253, broadcast=Optional.empty, peer=Optional.empty, label=Optional.empty, flags=640]
          24 | 02000000 fe030001 00000000 0800 0500 0a0000fe 0800 0400 03000000 | Route[family=2, destination=Optional.empty, prefixLength=0, gateway=Optional[/10.0.0.254], interfaceIndex=OptionalInt[3], preferredSource=Optional.empty, table=254, protocol=3, scope=0, type=1, metric=0]
          25 | 02180000 00020001 00000000 0800 0f00 e8030000 0800 0100 0a000000 0800 0600 ffffffff | Route[family=2, destination=Optional[/10.0.0.0], prefixLength=24, gateway=Optional.empty, interfaceIndex=OptionalInt.empty, preferredSource=Optional.empty, table=1000, protocol=2, scope=0, type=1, metric=4294967295]
          28 | 02000000 03000000 0200 00 01 0800 0100 0a000002 0a00 0200 02aabbccddee 0000 | Neighbour[interfaceIndex=3, address=/10.0.0.2, hardwareAddress=02:aa:bb:cc:dd:ee, state=2, flags=0]
          32 | 02001800 fe000001 00000000 0800 0200 0a000000 0800 0600 64000000 0900 0300 65746830 00000000 | Rule[family=2, priority=100, source=Optional[/10.0.0.0], sourceLength=24, destination=Optional.empty, destinationLength=0, incoming=Optional[eth0], outgoing=Optional.empty, mark=0, markMask=0, table=254, action=1]
          """)
  void a_message_is_read(int type, String payload, String expected) {
    assertThat(events(type, payload)).singleElement().asString().contains(expected);
  }

  @ParameterizedTest(name = "type {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16 | 0000 0100 03000000 | message type 16 has a payload of 8 bytes, expected at least 12
          16 | 0000 0100 03000000 00000000 00000000 0300 0300 | claims 3 of 4 bytes
          16 | 0000 0100 03000000 00000000 00000000 ffff 0300 65746830 | claims 65535 of 8 bytes
          16 | 0000 0100 03000000 00000000 00000000 0600 0400 dc05 0000 | attribute type 4 has 2 bytes, expected 4
          16 | 0000 0100 03000000 00000000 00000000 0800 1280 0500 0100 | claims 5 of 4 bytes
          20 | 02180000 03000000 | an address message without an address
          20 | 02210000 03000000 0800 0200 0a000001 | prefix length 33 is too long for family 2
          20 | 02180000 03000000 0600 0200 0a00 0000 | an address of family 2 has 2 bytes, expected 4
          20 | 02180000 03000000 0800 0200 0a000001 1500 0300 65746830 3a7369787465656e2d6368 617200 000000 | a label of 17 characters is longer than 15 bytes
          24 | 0a810000 fe030001 00000000 | prefix length 129 is too long for family 10
          28 | 02000000 03000000 0200 00 01 | an address message without an address
          32 | 02002100 fe000001 00000000 | prefix length 33 is too long for family 2
          """)
  void a_message_that_makes_no_sense_is_refused(int type, String payload, String complaint) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> events(type, payload))
        .withMessageContaining(complaint);
  }

  @Test
  void flags_above_the_header_s_eight_bits_are_written_as_an_attribute_the_top_one_too()
      throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    InterfaceAddress address =
        InterfaceAddress.of(3, InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 24);
    try (RouteSocket route =
        new RouteSocket(new NetlinkSocket(kernel, NetlinkOptions.defaults()))) {
      route.add(withFlags(address, 0x80000080));
    }

    byte[] payload = new byte[kernel.requests().get(0).payload().remaining()];
    kernel.requests().get(0).payload().duplicate().get(payload);
    assertThat(HexFormat.of().formatHex(payload))
        .isEqualTo(
            "02188000 03000000 0800 0200 0a000001 0800 0100 0a000001 0800 0800 80000080"
                .replace(" ", ""));
  }

  private static InterfaceAddress withFlags(InterfaceAddress address, int flags) {
    return new InterfaceAddress(
        address.interfaceIndex(),
        address.address(),
        address.prefixLength(),
        address.scope(),
        address.broadcast(),
        address.peer(),
        address.label(),
        flags);
  }
}
