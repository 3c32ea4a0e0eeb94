// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.net.AddressFamily;
import org.junit.jupiter.api.Test;

/** Numbers of the kernel's: what is known has one form and a name, what is not survives. */
class OpenSetsTest {
  private static final TunnelFlags UNKNOWN_FLAG = new TunnelFlags(0x8000);

  @Test
  void a_tunnel_that_is_known_has_one_form_alone() {
    assertThat(Encapsulation.of(0, 0, TunnelFlags.NO_CHECKSUM)).isEqualTo(Encapsulation.IPIP);
    assertThat(Encapsulation.of(1, 6080, UNKNOWN_FLAG))
        .isEqualTo(new Encapsulation.Gue(6080, UNKNOWN_FLAG));
    assertThat(Encapsulation.of(2, 0, TunnelFlags.CHECKSUM))
        .isEqualTo(new Encapsulation.Gre(TunnelFlags.CHECKSUM));
    assertThat(Encapsulation.of(9, 1, UNKNOWN_FLAG))
        .isEqualTo(new Encapsulation.Other(9, 1, UNKNOWN_FLAG));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encapsulation.Other(1, 6080, TunnelFlags.NO_CHECKSUM))
        .withMessage("tunnel type 1 with port 6080 is gue:6080:-c");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encapsulation.Other(256, 0, UNKNOWN_FLAG));
  }

  @Test
  void a_forwarding_method_that_is_known_has_one_form_alone() {
    assertThat(Forwarding.of(0, Encapsulation.IPIP)).isSameAs(Forwarding.MASQUERADE);
    assertThat(Forwarding.of(1, Encapsulation.IPIP)).isEqualTo(Forwarding.LOCAL);
    assertThat(Forwarding.of(2, Encapsulation.IPIP)).isSameAs(Forwarding.IPIP);
    assertThat(Forwarding.of(3, Encapsulation.IPIP)).isSameAs(Forwarding.DIRECT_ROUTE);
    assertThat(Forwarding.of(7, Encapsulation.IPIP)).hasToString("method-7");
    assertThatIllegalArgumentException().isThrownBy(() -> new Forwarding.Method(2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Forwarding.Method(8));
  }

  @Test
  void flags_that_are_unknown_survive_and_those_with_a_place_of_their_own_are_refused() {
    ServiceFlags flags = ServiceFlags.ofKernel(0x8000_0000 | 0x3 | 0x4 | 0x8);

    assertThat(flags.bits()).isEqualTo(0x8000_000C);
    assertThat(flags).hasToString("flag-1,ops,0x80000000");
    assertThat(flags.without(ServiceFlags.ONE_PACKET).contains(ServiceFlags.ONE_PACKET)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceFlags(1))
        .withMessage("the flags persistent (0x1) and hashed (0x2) are not set here: 0x1");
  }

  @Test
  void the_flags_of_sh_and_mh_have_names_of_their_own() {
    ServiceFlags all =
        ServiceFlags.SCHEDULER_1.with(ServiceFlags.SCHEDULER_2).with(ServiceFlags.SCHEDULER_3);

    assertThat(all.schedulerFlagNames("sh")).containsExactly("sh-fallback", "sh-port", "flag-3");
    assertThat(all.schedulerFlagNames("mh")).containsExactly("mh-fallback", "mh-port", "flag-3");
    assertThat(all.schedulerFlagNames("rr")).containsExactly("flag-1", "flag-2", "flag-3");
  }

  @Test
  void a_mask_is_bits_for_ipv4_and_a_length_for_ipv6() {
    assertThat(Netmask.prefix(AddressFamily.IPV4, 0)).hasToString("0.0.0.0");
    assertThat(Netmask.prefix(AddressFamily.IPV4, 23)).hasToString("255.255.254.0");
    assertThat(Netmask.prefix(AddressFamily.IPV4, 32)).isEqualTo(Netmask.HOST_IPV4);
    assertThat(Netmask.prefix(AddressFamily.IPV6, 128)).isEqualTo(Netmask.HOST_IPV6);
    assertThat(Netmask.prefix(AddressFamily.IPV6, 64).isHost()).isFalse();
    assertThat(new Netmask(AddressFamily.IPV4, 0xFF00FF01)).hasToString("255.0.255.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Netmask.prefix(AddressFamily.IPV4, 33))
        .withMessage("IPv4 prefix length must be 0..32, not 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Netmask(AddressFamily.IPV6, 0))
        .withMessage("IPv6 persistence prefix length must be 1..128, not 0");
  }

  @Test
  void what_the_kernel_says_of_itself_reads_as_ipvsadm_prints_it() {
    assertThat(new IpvsInfo(0x010201, 4096))
        .hasToString("IP Virtual Server version 1.2.1 (size=4096)");
    assertThat(new Timeouts(900, 120, 300)).hasToString("Timeout (tcp tcpfin udp): 900 120 300");
  }
}
