// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.NetlinkFlags;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.fake.FakeKernel;
import io.github.jlvs.netlink.fake.FakeRequest;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is asked of the kernel, and what is made of strange answers. */
class RouteSocketRequestsTest {
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final byte[] NONE = {};

  private static RouteSocket over(FakeKernel kernel) {
    return new RouteSocket(new NetlinkSocket(kernel, NetlinkOptions.defaults()));
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  private static Map<Integer, byte[]> attributes(FakeRequest request, int header) {
    Map<Integer, byte[]> found = new TreeMap<>();
    AttributeReader reader = request.attributes(header);
    while (reader.next()) {
      found.put(reader.type(), reader.bytes());
    }
    return found;
  }

  /** With ipv6.disable=1 Linux answers a question for IPv6 routes with those of IPv4. */
  @Test
  void a_kernel_without_ipv6_has_each_route_once_and_no_ipv6_rules() throws Exception {
    Route route = Route.onLink(Prefix.of("10.5.0.0/24"), 3);
    Rule rule = Rule.from(Prefix.of("10.5.0.1"), 7, 100);
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              int family = request.payload().get(0);
              if (request.type() == RouteMessage.RTM_GETROUTE) {
                answer.message(RouteMessage.RTM_NEWROUTE, route::write);
              } else if (family == IPV6) {
                answer.refuse(Errno.EAFNOSUPPORT);
              } else {
                answer.message(RouteMessage.RTM_NEWRULE, rule::write);
              }
            });
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.routes()).containsExactly(route);
      assertThat(socket.rules()).containsExactly(rule);
    }
    assertThat(kernel.requests()).hasSize(4);
  }

  @Test
  void a_kernel_that_refuses_the_rules_of_ipv4_is_an_error() {
    FakeKernel kernel = new FakeKernel((request, answer) -> answer.refuse(Errno.EPERM));
    try (RouteSocket socket = over(kernel)) {
      assertThatExceptionOfType(NetlinkException.class).isThrownBy(socket::rules);
    }
  }

  /** RTA_DST and RTA_OIF of linux/rtnetlink.h. */
  @Test
  void the_route_to_an_address_is_asked_for_by_the_address_alone_and_the_interface()
      throws Exception {
    Route answer = Route.onLink(Prefix.of("10.5.0.9"), 3).withPreferredSource(address("10.5.0.1"));
    FakeKernel kernel =
        new FakeKernel((request, reply) -> reply.message(RouteMessage.RTM_NEWROUTE, answer::write));
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.routeTo(address("10.5.0.9"), OptionalInt.empty())).isEqualTo(answer);
      assertThat(socket.routeTo(address("2001:db8::9"), OptionalInt.of(7))).isEqualTo(answer);
    }
    FakeRequest first = kernel.requests().get(0);
    assertThat(first.type()).isEqualTo(RouteMessage.RTM_GETROUTE);
    assertThat(first.payload().get(0)).isEqualTo((byte) IPV4);
    assertThat(first.payload().get(1)).isEqualTo((byte) 32);
    assertThat(attributes(first, RouteCodec.HEADER)).containsOnlyKeys(1);
    FakeRequest second = kernel.requests().get(1);
    assertThat(second.payload().get(0)).isEqualTo((byte) IPV6);
    assertThat(attributes(second, RouteCodec.HEADER)).containsOnlyKeys(1, 4);
  }

  @Test
  void no_route_is_an_error_with_the_kernels_number_or_one_of_ours() {
    FakeKernel refusing = new FakeKernel((request, answer) -> answer.refuse(Errno.EHOSTUNREACH));
    FakeKernel silent = new FakeKernel((request, answer) -> {});
    for (FakeKernel kernel : List.of(refusing, silent)) {
      Errno expected = kernel == refusing ? Errno.EHOSTUNREACH : Errno.ENETUNREACH;
      try (RouteSocket socket = over(kernel)) {
        assertThatExceptionOfType(NetlinkException.class)
            .isThrownBy(() -> socket.routeTo(address("10.5.0.9"), OptionalInt.empty()))
            .satisfies(e -> assertThat(e.errno()).isEqualTo(expected))
            .withMessageContaining("find the route to 10.5.0.9");
      }
    }
  }

  @Test
  void one_neighbour_is_asked_for_and_looked_for_without_a_state_or_an_address_of_its_own()
      throws Exception {
    Neighbour known =
        Neighbour.permanent(
            3, address("10.5.0.9"), new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 9}));
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              if (request.type() == RouteMessage.RTM_GETNEIGH) {
                answer.message(RouteMessage.RTM_NEWNEIGH, known::write);
              }
            });
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.neighbour(3, address("10.5.0.9"))).contains(known);
      socket.set(Neighbour.sought(3, address("10.5.0.9")));
    }
    for (FakeRequest request : kernel.requests()) {
      assertThat(request.payload().getInt(4)).isEqualTo(3);
      assertThat(request.payload().getShort(8)).isZero();
      assertThat(attributes(request, Neighbour.HEADER)).containsOnlyKeys(1);
    }
    assertThat(kernel.requests().get(0).payload().get(Neighbour.FLAGS_AT)).isZero();
    assertThat(kernel.requests().get(1).payload().get(Neighbour.FLAGS_AT)).isEqualTo((byte) 1);
  }

  @Test
  void a_neighbour_of_which_nothing_is_known_is_none_and_other_refusals_are_errors()
      throws Exception {
    FakeKernel absent = new FakeKernel((request, answer) -> answer.refuse(Errno.ENOENT));
    try (RouteSocket socket = over(absent)) {
      assertThat(socket.neighbour(3, address("10.5.0.9"))).isEmpty();
    }
    FakeKernel old = new FakeKernel((request, answer) -> answer.refuse(Errno.EOPNOTSUPP));
    try (RouteSocket socket = over(old)) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> socket.neighbour(3, address("10.5.0.9")));
    }
  }

  /** IFLA_LINK, IFLA_LINKINFO, IFLA_INFO_KIND, IFLA_INFO_DATA of linux/if_link.h. */
  @Test
  void an_ipvlan_is_asked_for_in_mode_l2_above_its_parent_and_changed_without_one() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    LinkKind vepa = new LinkKind.Ipvlan(7, LinkKind.IpvlanFlags.VEPA);
    try (RouteSocket socket = over(kernel)) {
      socket.add(NewLink.of("ipv0", vepa));
      socket.setKind(9, vepa);
    }
    Map<Integer, byte[]> made = attributes(kernel.requests().get(0), Link.HEADER);
    assertThat(made).containsOnlyKeys(3, 5, 18);
    assertThat(made.get(5)).containsExactly(nativeInt(7));
    Map<Integer, byte[]> changed = attributes(kernel.requests().get(1), Link.HEADER);
    assertThat(changed).containsOnlyKeys(18);
    assertThat(kernel.requests().get(1).payload().getInt(4)).isEqualTo(9);
    for (byte[] info : List.of(made.getOrDefault(18, NONE), changed.getOrDefault(18, NONE))) {
      Map<Integer, byte[]> kind = attributes(info);
      assertThat(new String(kind.getOrDefault(1, NONE), UTF_8)).startsWith("ipvlan");
      Map<Integer, byte[]> data = attributes(kind.getOrDefault(2, NONE));
      assertThat(data).containsOnlyKeys(1, 2);
      assertThat(nativeShort(data.getOrDefault(1, NONE))).isZero();
      assertThat(nativeShort(data.getOrDefault(2, NONE))).isEqualTo((short) 2);
    }
  }

  @Test
  void a_tunnel_from_anybody_is_asked_for_by_its_kind_alone() {
    for (LinkKind tunnel : List.of(new LinkKind.Ipv4Tunnel(), new LinkKind.Ipv6Tunnel())) {
      FakeKernel kernel = new FakeKernel((request, answer) -> {});
      try (RouteSocket socket = over(kernel)) {
        socket.add(NewLink.of("t0", tunnel));
      }
      Map<Integer, byte[]> made = attributes(kernel.requests().get(0), Link.HEADER);
      assertThat(made).containsOnlyKeys(3, 18);
      Map<Integer, byte[]> kind = attributes(made.getOrDefault(18, NONE));
      assertThat(new String(kind.getOrDefault(1, NONE), UTF_8).strip()).startsWith(tunnel.name());
      assertThat(attributes(kind.getOrDefault(2, NONE))).isEmpty();
    }
    assertThat(new LinkKind.Ipv4Tunnel().name()).isEqualTo("ipip");
    assertThat(new LinkKind.Ipv6Tunnel().name()).isEqualTo("ip6tnl");
  }

  private static Map<Integer, byte[]> attributes(byte[] nested) {
    Map<Integer, byte[]> found = new TreeMap<>();
    AttributeReader reader =
        AttributeReader.of(ByteBuffer.wrap(nested).order(ByteOrder.nativeOrder()));
    while (reader.next()) {
      found.put(reader.type(), reader.bytes());
    }
    return found;
  }

  private static byte[] nativeInt(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  private static short nativeShort(byte[] octets) {
    return ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).getShort();
  }

  @Test
  void a_route_is_added_alone_or_before_others() {
    Route route = Route.onLink(Prefix.of("10.5.0.0/24"), 3);
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    try (RouteSocket socket = over(kernel)) {
      socket.add(route);
      socket.prepend(route);
    }

    int create = NetlinkFlags.NLM_F_CREATE;
    int alone = create | NetlinkFlags.NLM_F_EXCL;
    assertThat(kernel.requests())
        .extracting(request -> request.flags() & (alone | NetlinkFlags.NLM_F_REPLACE))
        .containsExactly(alone, create);
  }

  /** Both kinds of names in one question find nothing (vishvananda/netlink #988). */
  @Test
  void a_long_name_is_looked_up_among_the_alternative_ones_alone() {
    FakeKernel kernel = new FakeKernel((request, answer) -> answer.refuse(Errno.ENODEV));
    String most = "n".repeat(127);
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.link("fifteen-bytes-x")).isEmpty();
      assertThat(socket.link("sixteen-bytes-xx")).isEmpty();
      assertThat(socket.link(most)).isEmpty();
      assertThat(socket.link(most + "n")).isEmpty();
    }

    assertThat(kernel.requests()).hasSize(3);
    assertThat(attributes(kernel.requests().get(0), 16)).containsOnlyKeys(3);
    assertThat(attributes(kernel.requests().get(1), 16)).containsOnlyKeys(53);
    assertThat(attributes(kernel.requests().get(2), 16)).containsOnlyKeys(53);
  }

  /** Without the mask Linux has no room for a link of 32 KB (sriov-network-device-plugin #1025). */
  @Test
  void links_are_listed_with_room_for_large_ones() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.links()).isEmpty();
    }

    assertThat(attributes(kernel.requests().get(0), 16)).containsOnlyKeys(29);
    assertThat(attributes(kernel.requests().get(0), 16).get(29)).containsExactly(8, 0, 0, 0);
  }

  @Test
  void proxies_are_asked_for_by_their_flag() throws Exception {
    Neighbour proxy = Neighbour.proxy(3, address("10.5.0.9"));
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              if (request.payload().get(0) == IPV4 && request.payload().get(10) == 8) {
                answer.message(RouteMessage.RTM_NEWNEIGH, proxy::write);
              }
            });
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.neighbours()).isEmpty();
      assertThat(socket.proxies()).containsExactly(proxy);
    }
  }

  @Test
  void an_address_is_changed_in_its_place() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    IfAddress deprecated =
        IfAddress.of(3, address("10.5.0.1"), 24).withLifetime(Lifetime.DEPRECATED);
    try (RouteSocket socket = over(kernel)) {
      socket.set(deprecated);
    }

    FakeRequest request = kernel.requests().get(0);
    assertThat(request.flags() & NetlinkFlags.NLM_F_REPLACE).isNotZero();
    assertThat(request.flags() & NetlinkFlags.NLM_F_EXCL).isZero();
    assertThat(attributes(request, 8).get(6))
        .containsExactly(0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void what_the_kernel_alone_can_make_is_not_added_as_something_else() throws Exception {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    IfAddress plain = IfAddress.of(3, address("2001:db8::1"), 64);
    Route route = Route.via(Prefix.of("2001:db8::/32"), address("fe80::1")).on(3);
    try (RouteSocket socket = over(kernel)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.add(plain.withFlags(1)))
          .withMessageContaining("temporary");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.set(plain.withFlags(0x800)))
          .withMessageContaining("stable privacy");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.add(route.withFlags(0x200)))
          .withMessageContaining("cache");
    }
    assertThat(kernel.requests()).isEmpty();
  }

  @Test
  void a_name_from_somebody_else_writes_no_control_characters_into_a_message() {
    FakeKernel kernel = new FakeKernel((request, answer) -> answer.refuse(Errno.EPERM));
    try (RouteSocket socket = over(kernel)) {
      assertThatExceptionOfType(NetlinkException.class)
          .isThrownBy(() -> socket.link("e\n\u001b[0m"))
          .withMessageStartingWith("find link e\\u000a\\u001b[0m: ");
    }
  }

  /** IPv4 tells entries apart by the network of the peer (libtorrent #3038). */
  @Test
  void the_same_entry_has_the_same_network() throws Exception {
    IfAddress own = IfAddress.of(3, address("10.7.0.1"), 32);
    IfAddress one = own.withPeer(address("10.7.0.2"));
    IfAddress other = own.withPeer(address("10.7.0.3"));

    assertThat(one.isSameEntry(one.withLabel("eth0:1"))).isTrue();
    assertThat(one.isSameEntry(other)).isFalse();
    assertThat(one.isSameEntry(own)).isFalse();
    IfAddress wide = IfAddress.of(3, address("10.7.0.1"), 30);
    assertThat(wide.withPeer(address("10.7.0.2")).isSameEntry(wide)).isTrue();
    assertThat(wide.withPeer(address("10.7.0.5")).isSameEntry(wide)).isFalse();
    IfAddress ipv6 = IfAddress.of(3, address("2001:db8::1"), 64);
    assertThat(ipv6.withPeer(address("2001:db8:1::2")).isSameEntry(ipv6)).isTrue();
  }

  @Test
  void a_link_local_address_that_was_read_can_be_bound_to() throws Exception {
    IfAddress written = IfAddress.of(7, address("fe80::1"), 64);
    Neighbour beside =
        Neighbour.permanent(
            7, address("fe80::2"), new HardwareAddress(new byte[] {2, 0, 0, 0, 0, 1}));
    FakeKernel kernel =
        new FakeKernel(
            (request, answer) -> {
              if (request.type() == RouteMessage.RTM_GETADDR) {
                answer.message(RouteMessage.RTM_NEWADDR, written::write);
              } else if (request.payload().get(0) == IPV6) {
                answer.message(RouteMessage.RTM_NEWNEIGH, beside::write);
              }
            });
    try (RouteSocket socket = over(kernel)) {
      assertThat(socket.addresses().get(0).address().getHostAddress()).endsWith("%7");
      assertThat(socket.addresses()).containsExactly(written);
      assertThat(socket.neighbours().get(0).address().getHostAddress()).endsWith("%7");
    }
  }
}
