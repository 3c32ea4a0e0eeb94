// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which VRRP an instance speaks: version, family, interval, and what goes with them. */
class ProtocolTest {
  private static final String IPV4 = "10.0.0.1";
  private static final String IPV6 = "fe80::90\nfd00::90/64";

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "version 2, 2",
    "version 3, 3",
  })
  void the_version_is_2_unless_something_else_is_said(String line, int version) {
    assertThat(right("", line, IPV4).config().protocol().version()).isEqualTo(version);
    assertThat(right("vrrp_version 3", line, IPV4).config().protocol().version())
        .isEqualTo(line.isEmpty() ? 3 : version);
  }

  /** As with keepalived: no keyword asks for it. */
  @Test
  void an_ipv6_address_first_makes_it_version_3_over_ipv6() {
    RouterSetup router = right("", "", IPV6);

    assertThat(router.config().protocol()).isEqualTo(new Protocol.V3(AddressFamily.IPV6));
    assertThat(router.config().addresses())
        .containsExactly(IpAddresses.literal("fe80::90"), IpAddresses.literal("fd00::90"));
    assertThat(router.transport()).isEqualTo(new Transport.Multicast(AddressFamily.IPV6));
    assertThat(right("vrrp_version 2", "", IPV6).config().protocol().version()).isEqualTo(3);
  }

  @Test
  void native_ipv6_makes_it_ipv6_without_an_address() {
    assertThat(right("", "native_ipv6\nno_virtual_ipaddress", "").config().protocol())
        .isEqualTo(new Protocol.V3(AddressFamily.IPV6));
    assertThat(
            right("", "no_virtual_ipaddress\nunicast_peer {\nfd00::92\n}", "").config().protocol())
        .isEqualTo(new Protocol.V3(AddressFamily.IPV6));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.25, 25", "1, 100", "40.95, 4095"})
  void version_3_advertises_by_hundredths(String interval, int centiseconds) {
    assertThat(right("", "version 3\nadvert_int " + interval, IPV4).config().interval())
        .isEqualTo(new AdvertisementInterval(centiseconds));
  }

  @Test
  void the_groups_of_both_families_can_be_others() {
    String groups = "vrrp_mcast_group4 224.0.0.99\nvrrp_mcast_group6 ff02::99";

    assertThat(right(groups, "", IPV4).transport())
        .isEqualTo(new Transport.Multicast(IpAddresses.literal("224.0.0.99")));
    assertThat(right(groups, "", IPV6).transport())
        .isEqualTo(new Transport.Multicast(IpAddresses.literal("ff02::99")));
    assertThat(right(groups, "mcast_dst_ip ff02::98", IPV6).transport())
        .isEqualTo(new Transport.Multicast(IpAddresses.literal("ff02::98")));
  }

  @Test
  void the_checksum_of_version_3_over_ipv4_can_leave_out_the_pseudo_header() {
    Protocol alone = new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);

    assertThat(right("", "version 3\nv3_checksum_as_v2", IPV4).config().protocol())
        .isEqualTo(alone);
    assertThat(right("v3_checksum_as_v2", "version 3", IPV4).config().protocol()).isEqualTo(alone);
    assertThat(right("v3_checksum_as_v2", "", IPV6).config().protocol())
        .isEqualTo(new Protocol.V3(AddressFamily.IPV6));
  }

  @Test
  void other_addresses_are_refused_in_version_3_where_that_is_asked_for() {
    assertThat(right("", "version 3", IPV4).config().requireSameAddresses()).isFalse();
    assertThat(
            right("", "version 3\nskip_check_adv_addr off", IPV4).config().requireSameAddresses())
        .isTrue();
    assertThat(
            right("vrrp_skip_check_adv_addr off", "version 3", IPV4)
                .config()
                .requireSameAddresses())
        .isTrue();
    assertThat(right("", "", IPV4).config().requireSameAddresses()).isTrue();
  }

  @Test
  void an_address_of_the_other_family_is_left_out_and_can_be_excluded() {
    String excluded = "virtual_ipaddress_excluded {\n10.0.0.1\n}";
    RouterSetup router = right("", excluded, IPV6);
    assertThat(router.excluded()).extracting(VirtualAddress::isIpv4).containsExactly(true);

    assertThat(said("", "", "fe80::90\n10.0.0.1"))
        .containsExactly(
            "warning: an IPv4 address in a vrrp_instance that goes over IPv6 is left out, as in"
                + " keepalived ('virtual_ipaddress_excluded' takes it)");
  }

  @ParameterizedTest
  @CsvSource({
    "version 2, fe80::90, 'error: VRRP version 2 knows IPv4 alone, and this vrrp_instance goes over IPv6'",
    "version 3;advert_int 41, 10.0.0.1, 'error: VRRP version 3 advertises at hundredths of a second'",
    "version 3;advert_int 0.255, 10.0.0.1, 'error: VRRP version 3 advertises at hundredths of a second'",
    "advert_int 0.25, 10.0.0.1, 'error: VRRP version 2 advertises at whole seconds only'",
    "mcast_src_ip 10.0.0.9, fe80::90, 'error: \"10.0.0.9\" is of another family than this vrrp_instance, which goes over IPv6'",
    "unicast_peer {;10.0.0.9;}, fe80::90, 'error: \"10.0.0.9\" is of another family'",
    "mcast_src_ip 2001:db8::9, fe80::90, 'error: \"2001:db8::9\" is no link-local address, and no router takes multicast over IPv6 from it'",
    "mcast_dst_ip 224.0.0.99, fe80::90, 'error: \"224.0.0.99\" is of another family'",
    "'', 2001:db8::90, 'warning: \"2001:db8::90\" is the first IPv6 address and not a link-local one'",
    "version 3;authentication {;auth_type PASS;auth_pass 1111;}, 10.0.0.1, 'warning: VRRP version 3 has no authentication'",
  })
  void what_does_not_go_together_is_said(String lines, String address, String expected) {
    assertThat(said("", lines.replace(';', '\n'), address))
        .singleElement()
        .asString()
        .startsWith(expected.replace('"', '\''));
  }

  @Test
  void one_vrid_serves_both_families_of_an_interface_and_one_router_of_each() {
    String both =
        Texts.instance("version 3")
            + Texts.instance().replace("V1", "V2").replace("10.0.0.1", "fe80::90");
    assertThat(ConfigurationReader.read("t.conf", both).diagnostics()).isEmpty();

    String twice =
        Texts.instance("version 3")
            + Texts.instance().replace("V1", "V2").replace("10.0.0.1", "10.0.0.2");
    assertThat(ConfigurationReader.read("t.conf", twice).diagnostics())
        .singleElement()
        .asString()
        .contains("belongs to 'V1'");
  }

  /** fe80::90 on one VLAN is not fe80::90 on another. */
  @Test
  void a_link_local_address_may_be_used_on_each_interface() {
    String one = Texts.instance().replace("10.0.0.1", "fe80::90");
    String other = one.replace("V1", "V2").replace("eth0", "eth1");
    assertThat(ConfigurationReader.read("t.conf", one + other).diagnostics()).isEmpty();
  }

  @Test
  void a_prefix_of_interface_names_is_measured_in_bytes() {
    assertThat(said("vmac_prefix \u00e4\u00e4\u00e4\u00e4\u00e4", "use_vmac", IPV4))
        .singleElement()
        .asString()
        .contains("is too long");
  }

  private static RouterSetup right(String global, String lines, String addresses) {
    ReadResult read = read(global, lines, addresses);
    assertThat(read.diagnostics()).isEmpty();
    return read.configuration().orElseThrow().routerSetups().get(0);
  }

  private static List<String> said(String global, String lines, String addresses) {
    return read(global, lines, addresses).diagnostics().stream()
        .map(each -> each.toString().replaceFirst("^t.conf:[0-9:]+ ", ""))
        .toList();
  }

  private static ReadResult read(String global, String lines, String addresses) {
    return ConfigurationReader.read(
        "t.conf",
        """
        global_defs {
        %s
        }
        vrrp_instance V1 {
        interface eth0
        virtual_router_id 51
        priority 100
        virtual_ipaddress {
        %s
        }
        %s
        }
        """
            .formatted(global, addresses, lines));
  }
}
