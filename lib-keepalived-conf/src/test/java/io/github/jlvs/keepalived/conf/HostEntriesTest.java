// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static io.github.jlvs.keepalived.conf.Iproute2Host.messages;
import static io.github.jlvs.keepalived.conf.Iproute2Host.read;
import static io.github.jlvs.keepalived.conf.Iproute2Host.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Lifetime;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.tracking.Tracking;
import org.junit.jupiter.api.Test;

/** What options of addresses, and entries that are the host's own, become. */
class HostEntriesTest {
  // ---- addresses

  @Test
  void options_of_addresses_arrive() {
    assertThat(address("fd00::9/64")).hasFieldOrPropertyWithValue("flags", IfAddress.IFA_F_NODAD);
    assertThat(address("fd00::9/64 -nodad")).hasFieldOrPropertyWithValue("flags", 0);
    assertThat(address("fd00::9/64 home mngtmpaddr noprefixroute").flags())
        .isEqualTo(0x2 | 0x10 | 0x100 | 0x200);
    assertThat(address("fd00::9/64").lifetime()).isEqualTo(Lifetime.FOREVER);
    assertThat(address("fd00::9").lifetime()).isEqualTo(Lifetime.DEPRECATED);
    assertThat(address("fd00::9 preferred_lft forever").lifetime()).isEqualTo(Lifetime.FOREVER);
    assertThat(address("fd00::9/64 preferred_lft 30").lifetime().preferredSeconds()).isEqualTo(30);
    VirtualAddress peer = address("10.0.0.9/24 peer 10.5.0.1");
    assertThat(peer.prefixLength()).isEqualTo(32);
    assertThat(peer.peer()).isPresent();
    assertThat(address("224.1.2.3/32 autojoin").flags()).isEqualTo(IfAddress.IFA_F_MCAUTOJOIN);
    assertThat(address("10.0.0.9/24 noprefixroute").flags()).isEqualTo(0x200);
  }

  @Test
  void a_wrong_option_of_an_address_is_one_error() {
    assertThat(messages(excluded("10.0.0.9/24 labl eth0:1")))
        .containsExactly("error: 'labl' is not an option of an address (did you mean 'label'?)");
    assertThat(messages(excluded("10.0.0.9/24 track_group G")))
        .containsExactly(
            "error: 'track_group' is for static addresses: a virtual address is tracked by its"
                + " instance");
    assertThat(messages(excluded("fd00::9/64 dev eth1\nfd00::9/64 dev eth2")))
        .singleElement()
        .asString()
        .startsWith("warning: 'fd00::9' stands on line");
  }

  @Test
  void what_has_no_effect_on_an_address_is_said() {
    assertThat(messages(excluded("10.0.0.9/24 home -nodad preferred_lft 5")))
        .containsExactly(
            "warning: 'home' is ignored, as keepalived does: it is for IPv6 addresses",
            "warning: '-nodad' is ignored, as keepalived does: it is for IPv6 addresses",
            "warning: 'preferred_lft' is ignored, as keepalived does: it is for IPv6 addresses");
    assertThat(messages(excluded("fd00::9/64 scope host label eth0:1")))
        .containsExactly(
            "warning: 'scope' is ignored, as keepalived does: an IPv6 address has the scope of its"
                + " kind",
            "warning: 'label' is ignored, as keepalived does: an IPv6 address has no label");
    assertThat(messages(excluded("10.0.0.9 autojoin")))
        .containsExactly("error: 'autojoin' is for multicast addresses: the kernel refuses others");
    assertThat(messages(excluded("10.0.0.9 peer fd00::1")))
        .containsExactly("error: 'fd00::1' is of another address family than the address");
  }

  // ---- static entries

  @Test
  void static_entries_are_the_hosts_and_may_be_tracked_by_a_group() {
    Configuration configuration =
        read("""
                global_defs {
                  default_interface eth3
                }
                static_ipaddress {
                  10.2.0.1/24 dev eth1 track_group TG
                  10.2.0.1/24 dev eth2 no_track
                  10.2.0.2/24
                }
                static_routes {
                  192.0.2.0/24 via 10.2.0.254 dev eth4 track_group TG
                }
                static_rules {
                  iif eth5 table 100 priority 504 track_group TG
                }
                track_group TG {
                  group {
                    V1
                  }
                }
                """
                + Texts.instance())
            .configuration()
            .orElseThrow();

    assertThat(configuration.hostSettings().statics().addresses())
        .extracting(VirtualAddress::toString)
        .containsExactly("10.2.0.1/24 dev eth1", "10.2.0.1/24 dev eth2", "10.2.0.2/24 dev eth3");
    assertThat(configuration.hostSettings().statics().addresses().get(1).tracked()).isFalse();
    assertThat(configuration.hostSettings().statics().routes()).hasSize(1);
    assertThat(configuration.hostSettings().statics().rules()).hasSize(1);
    assertThat(configuration.routerSetups().get(0).trackedInterfaces())
        .containsExactly(Tracking.fault("eth1"), Tracking.fault("eth4"), Tracking.fault("eth5"));
  }

  @Test
  void static_entries_alone_are_a_configuration() {
    assertThat(messages("static_ipaddress {\n10.2.0.1/24\n}\n"))
        .containsExactly(
            "warning: this static address names no interface: it goes to 'eth0', as keepalived has"
                + " it (write 'dev INTERFACE')");
  }

  @Test
  void groups_and_members_that_are_not_there_are_errors() {
    assertThat(
            messages(
                Texts.instance()
                    + "track_group TG {\ngroup {\nV2\n}\n}\n"
                    + "static_routes {\n192.0.2.0/24 dev eth1 track_group TH\n}\n"))
        .containsExactly(
            "error: there is no vrrp_instance 'V2' (did you mean 'V1'?)",
            "error: there is no track_group 'TH' (did you mean 'TG'?)");
    assertThat(
            messages(
                Texts.instance()
                    + "track_group TG {\ngroup {\nV1\n}\n}\n"
                    + "static_routes {\nblackhole 192.0.2.0/24 track_group TG\n}\n"))
        .containsExactly(
            "warning: 'track_group' without 'dev' tracks nothing: ignored, as keepalived does");
  }

  @Test
  void promotion_of_secondaries_arrives() {
    assertThat(router(Texts.instance("promote_secondaries")).promoteSecondaries()).isTrue();
    assertThat(router(Texts.instance()).promoteSecondaries()).isFalse();
  }

  private static VirtualAddress address(String line) {
    return router(excluded(line)).excluded().get(0);
  }

  private static String excluded(String line) {
    return Texts.instance("virtual_ipaddress_excluded {\n" + line + "\n}");
  }
}
