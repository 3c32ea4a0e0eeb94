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
          16 | 0000 0100 03000000 43100100 00000000 0900 0300 65746830 00000000 | link=3: eth0: UP mtu 0
          16 | 0000 0403 01000000 49000100 00000000 0800 0400 00000100 | link=1: : UP mtu 65536
          17 | 0000 0100 03000000 00000000 00000000 0a00 0100 02aabbccddee 0000 1000 1280 0900 0100 76657468 00000000 | link=3: : DOWN mtu 0 veth lladdr 02:aa:bb:cc:dd:ee
          16 | 0000 0100 03000000 01000000 00000000 0900 0300 65746830 00000000 1400 3480 0f00 3500 626f72646572206e657400 00 | link=3: eth0: UP,NO-CARRIER mtu 0 altname border net
          16 | 0000 0100 03000000 01000000 00000000 0900 0300 650a3130 00000000 | link=3: e\\u000a10: UP,NO-CARRIER mtu 0
          20 | 02188000 03000000 0800 0200 0a000001 0800 0100 0a000002 | address=inet 10.0.0.1 peer 10.0.0.2/24 scope global dev if3
          20 | 02188000 03000000 0800 0200 0a000001 1400 0600 05000000 0a000000 63000000 63000000 0800 0900 2c010000 | address=inet 10.0.0.1/24 metric 300 scope global dynamic dev if3 valid_lft 10sec preferred_lft 5sec
          20 | 0218a000 03000000 0800 0200 0a000001 1400 0600 ffffffff ffffffff 63000000 63000000 | address=inet 10.0.0.1/24 scope global deprecated dev if3 valid_lft forever preferred_lft 0sec
          21 | 0a4080fd 03000000 1400 0100 fe800000000000000000000000000001 0800 0800 80020000 | address=inet6 fe80:0:0:0:0:0:0:1/64 scope link noprefixroute dev if3
          24 | 02000000 fe030001 00000000 0800 0500 0a0000fe 0800 0400 03000000 | route=default via 10.0.0.254 dev if3 proto boot
          24 | 02000000 fe030001 04000000 0800 0500 0a0000fe 0800 0400 03000000 1400 0800 08000200 78050000 08000800 00040000 | route=default via 10.0.0.254 dev if3 proto boot onlink attribute 8 [08000200780500000800080000040000]
          24 | 02180010 fe030001 00000000 0800 0100 0a000000 1600 1200 0a00 fe800000000000000000000000000001 0000 0800 0400 03000000 | route=10.0.0.0/24 tos 0x10 via inet6 fe80:0:0:0:0:0:0:1 dev if3 proto boot
          24 | 02000000 fe030001 00000000 2400 0900 1000 0001 03000000 0800 0500 0a0000fe 1000 1000 04000000 0800 0500 0a0100fe | route=default proto boot nexthop via 10.0.0.254 dev if3 weight 2 nexthop via 10.1.0.254 dev if4 weight 1 linkdown
          24 | 0a404000 fe090001 00000000 1400 0100 20010db8000000000000000000000000 1400 0200 20010db8000100000000000000000000 0800 0400 03000000 2400 0c00 00000000 00000000 e9030000 00000000 00000000 00000000 00000000 00000000 0500 1400 00000000 | route=2001:db8:0:0:0:0:0:0/64 from 2001:db8:1:0:0:0:0:0/64 dev if3 proto ra expires 11sec
          24 | 02000000 fe030001 00000000 0800 1e00 0a000000 0800 0500 0a0000fe 0800 0400 03000000 | route=default nhid 10 via 10.0.0.254 dev if3 proto boot
          24 | 02180000 fe030006 00000000 | route=blackhole 0.0.0.0/24 proto boot
          24 | 02180000 fe030006 00000000 0800 0100 0a000000 | route=blackhole 10.0.0.0/24 proto boot
          25 | 02180000 00020001 00000000 0800 0f00 e8030000 0800 0100 0a000000 0800 0600 ffffffff | route=10.0.0.0/24 table 1000 proto kernel metric 4294967295
          28 | 02000000 03000000 0200 00 01 0800 0100 0a000002 0a00 0200 02aabbccddee 0000 | neighbour=10.0.0.2 dev if3 lladdr 02:aa:bb:cc:dd:ee REACHABLE
          28 | 02000000 03000000 0000 08 01 0800 0100 0a000002 | neighbour=10.0.0.2 dev if3 proxy
          32 | 02001800 fe000001 00000000 0800 0200 0a000000 0800 0600 64000000 0900 0300 65746830 00000000 | rule=100: from 10.0.0.0/24 iif eth0 lookup main
          32 | 02000000 00000001 02000000 0800 0600 64000000 0800 0a00 6cca0000 0800 1000 ffffffff 0800 0f00 6cca0000 0800 0e00 ffffffff 0500 1500 03000000 | rule=100: not from all fwmark 0xca6c lookup 51820 proto boot
          32 | 02000010 00000001 00000000 0800 0600 64000000 0c00 1400 e8030000 e9030000 0500 1600 06000000 0800 1700 01000100 0800 1800 50005100 0500 1300 01000000 0800 0e00 08000000 | rule=100: from all tos 0x10 uidrange 1000-1001 ipproto 6 sport 1 dport 80-81 lookup [l3mdev-table] suppress_prefixlength 8
          32 | 02000000 00000002 00000000 0800 0600 64000000 0800 0400 c8000000 | rule=100: from all goto 200
          """)
  void a_message_is_read_and_told_in_the_words_of_ip(int type, String payload, String expected) {
    assertThat(events(type, payload)).singleElement().asString().endsWith("[" + expected + "]");
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
          24 | 02000000 fe030001 00000000 0500 1200 0a000000 | a gateway of 1 bytes has no family
          24 | 02000000 fe030001 00000000 0800 1200 0200 0a00 | an address of family 2 has 2 bytes, expected 4
          24 | 02000000 fe030001 00000000 0800 0900 0400 0000 | attribute type 0 has 0 bytes, expected at least 4
          24 | 02000000 fe030001 00000000 0c00 0900 1000 0000 03000000 | claims 16 of 8 bytes
          32 | 02000000 00000001 00000000 0c00 1400 02000000 01000000 | a rule's range from 2 to 1 is empty
          24 | 0a810000 fe030001 00000000 | prefix length 129 is too long for family 10
          28 | 02000000 03000000 0200 00 01 | an address message without an address
          32 | 02002100 fe000001 00000000 | prefix length 33 is too long for family 2
          32 | 0a010001 fe000001 00000000 0800 0100 0a000000 | an address of family 10 has 4 bytes, expected 16
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
    IfAddress address = IfAddress.of(3, InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 24);
    try (RouteSocket route =
        new RouteSocket(new NetlinkSocket(kernel, NetlinkOptions.defaults()))) {
      route.add(address.withFlags(0x80000080));
    }

    byte[] payload = new byte[kernel.requests().get(0).payload().remaining()];
    kernel.requests().get(0).payload().duplicate().get(payload);
    assertThat(HexFormat.of().formatHex(payload))
        .isEqualTo(
            "02188000 03000000 0800 0200 0a000001 0800 0100 0a000001 0800 0800 80000080"
                .replace(" ", ""));
  }
}
