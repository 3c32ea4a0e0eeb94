// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which address of a master a real server is asked from. */
class SourceChoiceTest {
  private static final IfAddress OWN = entry(2, "2001:db8::91", 64);
  private static final IfAddress VIP = entry(2, "2001:db8::90", 128);
  private static final IfAddress OTHER_VIP = entry(2, "2001:db8::80", 128);

  private static IfAddress entry(int index, String address, int length) {
    return IfAddress.of(index, IpAddresses.literal(address), length);
  }

  private static Optional<InetAddress> chosen(String kernels, IfAddress... addresses) {
    Route route =
        Route.onLink(Prefix.of("2001:db8::93/128"), 2)
            .withPreferredSource(IpAddresses.literal(kernels));
    return new SourceChoice(IpAddresses.literal("2001:db8::93"), VIP.address())
        .of(route, List.of(addresses));
  }

  @Test
  void the_kernels_choice_is_taken_where_it_is_an_address_of_this_host_alone() {
    assertThat(chosen("2001:db8::91", VIP, OWN)).contains(OWN.address());
    IfAddress elsewhere = entry(7, "2001:db8:7::1", 64);
    assertThat(chosen("2001:db8:7::1", VIP, OWN, elsewhere)).contains(elsewhere.address());
  }

  @Test
  void a_virtual_address_never_is_while_there_is_another() {
    assertThat(chosen("2001:db8::90", VIP, OWN)).contains(OWN.address());
    assertThat(chosen("2001:db8::80", OTHER_VIP, VIP, OWN)).contains(OWN.address());
    IfAddress near = entry(2, "2001:db8::95", 64);
    IfAddress far = entry(2, "2001:db8:9::1", 64);
    assertThat(chosen("2001:db8::90", VIP, far, near)).contains(near.address());
    assertThat(chosen("2001:db8::90", VIP, far)).contains(far.address());
  }

  @Test
  void with_nothing_else_it_is_another_virtual_address_or_none() {
    IfAddress elsewhere = entry(7, "2001:db8:7::1", 64);
    IfAddress linkLocal = entry(2, "fe80::1", 64);
    assertThat(chosen("2001:db8::80", OTHER_VIP, VIP, elsewhere)).contains(OTHER_VIP.address());
    assertThat(chosen("2001:db8::90", VIP, elsewhere, linkLocal)).isEmpty();
    assertThat(
            new SourceChoice(IpAddresses.literal("10.1.80.93"), VIP.address())
                .of(Route.onLink(Prefix.of("10.1.80.93"), 9), List.of(VIP, OWN)))
        .isEmpty();
  }
}
