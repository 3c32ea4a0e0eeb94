// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.RouteEvent;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
  private static final InetAddress VIP = IpAddresses.literal("10.0.0.1");
  private static final InetAddress OTHER = IpAddresses.literal("10.0.0.2");
  private static final String ADDED = "Netlink reflector reports IP 10.0.0.1 added";
  private static final String REMOVED = "Netlink reflector reports IP 10.0.0.1 removed";

  private final HostAddresses addresses = new HostAddresses();

  HostAddressesTest() {
    addresses.watch(Set.of(VIP));
  }

  @Test
  void an_address_on_two_interfaces_is_here_until_it_has_gone_from_both() {
    assertThat(added(1, VIP)).containsExactly(ADDED);
    assertThat(added(2, VIP)).containsExactly(ADDED);
    assertThat(removed(1, VIP)).containsExactly(REMOVED);
    assertThat(addresses.has(VIP)).isTrue();
    assertThat(removed(2, VIP)).containsExactly(REMOVED);
    assertThat(addresses.has(VIP)).isFalse();
  }

  @Test
  void what_is_told_twice_is_said_once_and_what_nobody_watches_never() {
    assertThat(added(1, VIP)).hasSize(1);
    assertThat(added(1, VIP)).isEmpty();
    assertThat(removed(2, VIP)).isEmpty();
    assertThat(added(1, OTHER)).isEmpty();
    assertThat(addresses.has(OTHER)).isTrue();
  }

  @Test
  void of_a_whole_list_what_has_changed_is_said() {
    assertThat(added(1, OTHER)).isEmpty();
    assertThat(addresses.replace(List.of(IfAddress.of(1, VIP, 32)))).containsExactly(ADDED);
    assertThat(addresses.has(OTHER)).isFalse();
    assertThat(addresses.replace(List.of(IfAddress.of(1, VIP, 32)))).isEmpty();
    assertThat(addresses.replace(List.of())).containsExactly(REMOVED);
  }

  private List<String> added(int index, InetAddress address) {
    return addresses.heed(new RouteEvent.AddressAdded(IfAddress.of(index, address, 32)));
  }

  private List<String> removed(int index, InetAddress address) {
    return addresses.heed(new RouteEvent.AddressDeleted(IfAddress.of(index, address, 32)));
  }
}
