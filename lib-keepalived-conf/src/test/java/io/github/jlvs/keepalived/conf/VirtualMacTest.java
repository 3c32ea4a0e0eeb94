// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.util.List;
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
        .contains("the interface 'vip0' that 'use_vmac' makes is that of 'V1' of line 1 already");
    assertThat(
            said(
                instance("V1", "eth0", 51, "use_vmac")
                    + instance("V2", "vrrp.51", 52, "dont_track_primary")))
        .contains("the interface 'vrrp.51' is made by the 'use_vmac' of 'V1' of line 1");
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
    return right(instance("V1", "eth0", 51, lines)).routerSetups().get(0);
  }

  private static String instance(String name, String on, int vrid, String lines) {
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
