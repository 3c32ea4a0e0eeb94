// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.LinkKind.IpvlanFlags;
import io.github.jlvs.vrrp.linux.Ipvlan;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualMac;
import io.github.jlvs.vrrp.linux.VirtualMacOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Virtual routers with a hardware address of their own. */
class VirtualMacTest {
  @Test
  void without_use_vmac_there_is_none() {
    assertThat(setup("").virtualMac()).isEmpty();
  }

  @Test
  void use_vmac_is_the_standard_address_on_an_interface_named_by_the_vrid() {
    assertThat(setup("use_vmac").virtualMac()).contains(VirtualMac.ofIpv4(51));
    assertThat(setup("use_vmac\nvmac_xmit_base").virtualMac())
        .contains(VirtualMac.ofIpv4(51).withTransmitOnBase(true));
  }

  @Test
  void name_and_address_may_be_given_in_either_order() {
    for (String words : List.of("vip0 02:0:0:0:0:5", "02:00:00:00:00:05 vip0")) {
      VirtualMac mac = setup("use_vmac " + words).virtualMac().orElseThrow();
      assertThat(mac.name()).isEqualTo("vip0");
      assertThat(mac.address()).hasToString("02:00:00:00:00:05");
    }
  }

  @Test
  void to_five_octets_the_vrid_is_added() {
    assertThat(setup("use_vmac 02:00:00:00:0a").virtualMac().orElseThrow().address())
        .hasToString("02:00:00:00:0a:33");
  }

  @Test
  void the_names_have_the_prefix_of_global_defs_and_a_number_where_the_vrid_is_not_enough() {
    Configuration configuration =
        right(
            "global_defs {\n vmac_prefix vip\n}\n"
                + instance("V1", "eth0", 51, "use_vmac")
                + instance("V2", "eth1", 51, "use_vmac")
                + instance("V3", "eth0", 52, "use_vmac"));
    assertThat(configuration.routerSetups())
        .extracting(each -> each.virtualMac().orElseThrow().name())
        .containsExactly("vip.51", "vip1.51", "vip.52");
  }

  @Test
  void one_name_for_two_and_the_name_of_an_interface_that_is_used_are_errors() {
    assertThat(
            said(
                instance("V1", "eth0", 51, "use_vmac vip0")
                    + instance("V2", "eth1", 51, "use_vmac vip0")))
        .contains(
            "virtual routers V1 and V2 both want an interface vip0 of their own ('V1' begins on line"
                + " 1)");
    assertThat(
            said(
                instance("V1", "eth0", 51, "use_vmac")
                    + instance("V2", "vrrp.51", 52, "dont_track_primary")))
        .contains("V2 runs on interface vrrp.51, which is to be made for V1 ('V1' begins on line");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac eth0")))
        .contains("it needs another name than 'eth0', on which it is made");
  }

  @Test
  void what_linux_could_not_give_an_interface_is_an_error() {
    assertThat(said(instance("V1", "eth0", 51, "use_vmac sixteen.letters.")))
        .contains("cannot be an interface");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac 02:00:00:zz:00:05")))
        .contains("'02:00:00:zz:00:05' is not a hardware address");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac 03:00:00:00:00:05")))
        .contains("is not the hardware address of one station");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac vip0 other")))
        .contains("'other' is not a hardware address");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac vip0 02:00:00:00:00:05 more")))
        .contains("'more' is not expected after 'use_vmac': ignored");
    assertThat(said("global_defs {\n vmac_prefix tenletters\n}\n"))
        .contains("'tenletters' is too long");
  }

  @Test
  void words_of_newer_releases_are_taken() {
    VirtualMac mac =
        setup("use_vmac name group 02:00:00:00:00:05 netlink_notify_msg")
            .virtualMac()
            .orElseThrow();
    assertThat(mac.name()).isEqualTo("group");
    assertThat(mac.address()).hasToString("02:00:00:00:00:05");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac vip0 group 7")))
        .contains("'group' is not read: the interface is in link group 0");
  }

  @Test
  void use_vmac_addr_has_one_interface_for_each_interface_below_and_hardware_address() {
    RouterSetup setup =
        setup(
            "global_defs {\n vmac_addr_prefix vad\n}\n",
            """
            use_vmac
            use_vmac_addr
            virtual_ipaddress {
              10.0.0.90
              10.0.0.91 dev eth0
              10.1.0.90 dev eth1
              10.1.0.91/24 dev eth1
              10.2.0.90 dev eth2
            }
            virtual_ipaddress_excluded {
              fd00::90
              fd01::90 dev eth1
            }
            """);
    assertThat(setup.virtualMacs())
        .containsExactly(
            new VirtualMacOn("eth1", VirtualMac.ofIpv4(51).withName("vad.51")),
            new VirtualMacOn("eth2", VirtualMac.ofIpv4(51).withName("vad1.51")),
            new VirtualMacOn("eth0", VirtualMac.ofIpv6(51).withName("vad6.51")),
            new VirtualMacOn("eth1", VirtualMac.ofIpv6(51).withName("vad2.51")));
    assertThat(setup.addresses())
        .extracting(setup::deviceOf)
        .containsExactly("vrrp.51", "vrrp.51", "vad.51", "vad.51", "vad1.51");
    assertThat(setup.excluded()).extracting(setup::deviceOf).containsExactly("vad6.51", "vad2.51");
  }

  @Test
  void an_address_may_ask_for_it_alone_and_the_names_begin_as_those_of_use_vmac() {
    RouterSetup setup =
        setup(
            "global_defs {\n vmac_prefix vip\n}\n",
            """
            virtual_ipaddress {
              10.0.0.90 use_vmac
              10.1.0.90 dev eth1
              10.1.0.91 dev eth1 use_vmac
            }
            """);
    assertThat(setup.virtualMacs())
        .containsExactly(
            new VirtualMacOn("eth0", VirtualMac.ofIpv4(51).withName("vip.51"), true),
            new VirtualMacOn("eth1", VirtualMac.ofIpv4(51).withName("vip1.51"), true));
    assertThat(setup.addresses())
        .extracting(setup::deviceOf)
        .containsExactly("vip.51", "eth1", "vip1.51");
  }

  @Test
  void a_hardware_address_that_is_given_is_that_of_all_families_and_interfaces() {
    RouterSetup setup =
        setup(
            "",
            """
            use_vmac 02:00:00:00:00
            use_vmac_addr
            virtual_ipaddress {
              10.0.0.90 use_vmac
              10.1.0.90 dev eth1
            }
            virtual_ipaddress_excluded {
              fd00::90
              fd01::90 dev eth1
            }
            """);
    assertThat(setup.virtualMacs())
        .singleElement()
        .satisfies(made -> assertThat(made.mac().address()).hasToString("02:00:00:00:00:33"));
    assertThat(setup.addresses())
        .extracting(setup::deviceOf)
        .containsExactly("vrrp.51", "vrrp1.51");
    assertThat(setup.excluded()).extracting(setup::deviceOf).containsExactly("vrrp.51", "vrrp1.51");
  }

  @Test
  void without_use_vmac_the_addresses_of_its_interface_stay_there() {
    RouterSetup setup =
        setup(
            "",
            """
            use_vmac_addr
            virtual_ipaddress {
              10.0.0.90
              10.1.0.90 dev eth1
            }
            """);
    assertThat(setup.upper()).isEmpty();
    assertThat(setup.addresses()).extracting(setup::deviceOf).containsExactly("eth0", "vrrp.51");
  }

  @Test
  void two_with_one_hardware_address_above_one_interface_are_an_error() {
    String elsewhere = "use_vmac_addr\nvirtual_ipaddress {\n%s dev eth1\n}";
    assertThat(
            said(
                instance("V1", "eth0", 51, elsewhere.formatted("10.1.0.90"))
                    + instance("V2", "eth1", 51, "use_vmac")))
        .contains("both want the hardware address 00:00:5e:00:01:33 for one above eth1");
  }

  @Test
  void above_the_loopback_interface_there_is_none() {
    String words = "needs an interface with a hardware address, which 'lo' has not";
    String onLoopback = "virtual_ipaddress {\n10.1.0.90 dev lo%s\n}";

    assertThat(said(instance("V1", "eth0", 51, "use_vmac_addr\n" + onLoopback.formatted(""))))
        .contains(":4:1: error: 'use_vmac_addr' " + words);
    assertThat(said(instance("V1", "eth0", 51, onLoopback.formatted(" use_vmac"))))
        .contains(":5:18: error: 'use_vmac' " + words);
    assertThat(said(instance("V1", "eth0", 51, "use_vmac\n" + onLoopback.formatted(""))))
        .doesNotContain("error");
  }

  @Test
  void an_ipvlan_has_a_name_an_address_and_a_mode_in_any_order() {
    Ipvlan standard =
        new Ipvlan(
            "vrrp.51",
            AddressFamily.IPV4,
            Optional.of(Prefix.of("10.0.0.7/32")),
            IpvlanFlags.BRIDGE);
    assertThat(setup("use_ipvlan 10.0.0.7").ipvlan()).contains(standard);
    assertThat(setup("use_ipvlan 10.0.0.7").source()).contains(standard.address().get().address());
    for (String words :
        List.of(
            "ipv0 10.0.0.7/24 private",
            "private 10.0.0.7/24 ipv0",
            "10.0.0.7/24 name ipv0 private")) {
      assertThat(setup("use_ipvlan " + words).ipvlan())
          .contains(
              new Ipvlan(
                  "ipv0",
                  AddressFamily.IPV4,
                  Optional.of(Prefix.of("10.0.0.7/24")),
                  IpvlanFlags.PRIVATE));
    }
    assertThat(setup("", "use_ipvlan vepa\nvirtual_ipaddress {\nfe80::90\n}").ipvlan())
        .contains(new Ipvlan("vrrp.51", AddressFamily.IPV6, Optional.empty(), IpvlanFlags.VEPA));
  }

  @Test
  void an_ipvlan_that_can_not_be_is_an_error() {
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan")))
        .contains("'use_ipvlan' needs an address that advertisements come from");
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan eth0 10.0.0.7")))
        .contains("'use_ipvlan' makes an interface: it needs another name than 'eth0'");
    assertThat(
            said(
                instance(
                    "V1", "eth0", 51, "use_ipvlan 10.0.0.7\nvirtual_ipaddress {\n10.0.0.7\n}")))
        .contains("which is there whoever is master: '10.0.0.7' is a virtual one");
    assertThat(said(instance("V1", "lo", 51, "use_vmac")))
        .contains("'use_vmac' needs an interface with a hardware address, which 'lo' has not");
    assertThat(said(instance("V1", "lo", 51, "use_ipvlan 10.0.0.7")))
        .contains("'use_ipvlan' needs an interface with a hardware address, which 'lo' has not");
    assertThat(said(instance("V1", "eth0", 51, "use_vmac\nuse_ipvlan 10.0.0.7")))
        .contains("'use_ipvlan' cannot be beside 'use_vmac'");
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan 10.0.0.7\nvmac_xmit_base")))
        .contains("'vmac_xmit_base' is without effect here: it is for 'use_vmac'");
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan 10.0.0.7\nmcast_src_ip 10.0.0.8")))
        .contains("'10.0.0.8' is not the address of 'use_ipvlan'");
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan 10.0.0.7 10.0.0.8")))
        .contains("'10.0.0.8' is not expected after 'use_ipvlan': ignored");
    assertThat(said(instance("V1", "eth0", 51, "use_ipvlan 10.0.0.7 a b vepa private")))
        .contains("'b' is not expected", "'private' is not expected");
    String ipv6 = "virtual_ipaddress {\nfe80::90\n}\n";
    assertThat(said(instance("V1", "eth0", 51, ipv6 + "use_ipvlan 10.0.0.7")))
        .contains("'10.0.0.7' is of another family than this vrrp_instance");
    assertThat(said(instance("V1", "eth0", 51, ipv6 + "use_ipvlan fd00::7")))
        .contains("'fd00::7' is no link-local address");
    assertThat(
            said(
                instance("V1", "eth0", 51, "use_ipvlan 10.0.0.7")
                    + instance("V2", "eth0", 52, "use_vmac")))
        .contains(
            "both want a macvlan and an ipvlan, of which Linux has one kind alone above eth0");
  }

  @Test
  void vmac_xmit_base_alone_is_told() {
    assertThat(said(instance("V1", "eth0", 51, "vmac_xmit_base")))
        .contains("'vmac_xmit_base' is without effect here: there is no 'use_vmac' beside it");
  }

  @Test
  void with_peers_advertisements_leave_by_the_interface_and_that_is_told_unless_it_is_said() {
    String peers = "use_vmac\n unicast_peer {\n 10.1.80.92\n }";
    assertThat(said(instance("V1", "eth0", 51, peers)))
        .contains("advertisements to peers have the hardware address of the interface");
    assertThat(said(instance("V1", "eth0", 51, peers + "\nvmac_xmit_base"))).isEmpty();
    assertThat(setup(peers + "\nvmac_xmit_base").virtualMac().orElseThrow().transmitOnBase())
        .isTrue();
  }

  @Test
  void strict_mode_has_them_leave_by_the_virtual_address() {
    String strict = "strict_mode\nuse_vmac\nvmac_xmit_base";
    assertThat(said(instance("V1", "eth0", 51, strict)))
        .contains("strict mode has advertisements come from the virtual MAC address");
    ReadResult result = read(instance("V1", "eth0", 51, strict));
    assertThat(result.configuration().orElseThrow().routerSetups().get(0).virtualMac())
        .contains(VirtualMac.ofIpv4(51));
  }

  private static RouterSetup setup(String lines) {
    return setup("", lines);
  }

  private static RouterSetup setup(String before, String lines) {
    ReadResult result = read(before + instance("V1", "eth0", 51, lines));
    assertThat(result.diagnostics()).noneMatch(each -> each.toString().contains("error"));
    return result.configuration().orElseThrow().routerSetups().get(0);
  }

  private static String instance(String name, String on, int vrid, String lines) {
    if (lines.contains("virtual_ipaddress")) {
      return "vrrp_instance %s {\ninterface %s\nvirtual_router_id %d\n%s\n}\n"
          .formatted(name, on, vrid, lines);
    }
    return """
        vrrp_instance %s {
          interface %s
          virtual_router_id %d
          no_virtual_ipaddress
          %s
        }
        """
        .formatted(name, on, vrid, lines);
  }

  private static Configuration right(String text) {
    ReadResult result = read(text);
    assertThat(result.diagnostics()).isEmpty();
    return result.configuration().orElseThrow();
  }

  private static String said(String text) {
    return read(text).diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static ReadResult read(String text) {
    return ConfigurationReader.read("t.conf", text, Texts.NO_FILES);
  }
}
