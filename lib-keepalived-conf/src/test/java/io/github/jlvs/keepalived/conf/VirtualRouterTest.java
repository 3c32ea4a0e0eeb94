// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.GroupSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the virtual routers are told of a configuration. */
class VirtualRouterTest {

  @Test
  void an_instance_of_few_lines_is_keepaliveds_default() throws UnknownHostException {
    RouterSetup router = router("");

    assertThat(router.name()).isEqualTo("V1");
    assertThat(router.interfaceName()).isEqualTo("eth0");
    assertThat(router.config().vrid()).isEqualTo(51);
    assertThat(router.config().priority()).isEqualTo(100);
    assertThat(router.config().interval()).isEqualTo(AdvertisementInterval.ofSeconds(1));
    assertThat(router.config().addresses()).containsExactly(ip("10.0.0.1"));
    assertThat(router.config().authentication()).isEqualTo(Authentication.none());
    assertThat(router.config().preempt()).isTrue();
    assertThat(router.config().answerLowerPriority()).isTrue();
    assertThat(router.config().gratuitousArp()).isEqualTo(GratuitousArp.DEFAULT);
    assertThat(router.transport()).isEqualTo(new Transport.Multicast(AddressFamily.IPV4));
    assertThat(router.source()).isEmpty();
    assertThat(router.trackInterface()).isTrue();
  }

  @Test
  void a_master_without_a_priority_owns_its_addresses() {
    assertThat(router("state MASTER").config().priority()).isEqualTo(255);
    assertThat(router("state MASTER\npriority 120").config().priority()).isEqualTo(120);
    assertThat(router("state BACKUP").config().priority()).isEqualTo(100);
  }

  @Test
  void what_an_instance_says_arrives() throws UnknownHostException {
    RouterSetup router =
        router(
            """
            priority 90
            advert_int 3
            nopreempt
            preempt_delay 6
            lower_prio_no_advert
            garp_master_repeat 2
            garp_master_delay 4
            garp_lower_prio_repeat 0
            dont_track_primary
            track_interface {
              eth7
            }
            authentication {
              auth_type PASS
              auth_pass 1111
            }
            """);

    assertThat(router.config().priority()).isEqualTo(90);
    assertThat(router.config().interval()).isEqualTo(AdvertisementInterval.ofSeconds(3));
    assertThat(router.config().preempt()).isFalse();
    assertThat(router.config().answerLowerPriority()).isFalse();
    assertThat(router.config().gratuitousArp().masterRounds()).isEqualTo(2);
    assertThat(router.config().gratuitousArp().masterDelay()).isEqualTo(Duration.ofSeconds(4));
    assertThat(router.config().gratuitousArp().lowerPriorityRounds()).isZero();
    assertThat(router.config().authentication()).isEqualTo(SimplePassword.of("1111"));
    assertThat(router.trackInterface()).isFalse();
    assertThat(router.trackedInterfaces()).containsExactly(Tracking.fault("eth7"));
  }

  /** The loss of one is no fault, as keepalived has it. */
  @Test
  void a_tracked_interface_with_a_weight_changes_the_priority() throws UnknownHostException {
    RouterSetup router =
        router(
            """
            track_interface {
              eth7
              eth8 weight -20
              eth9 weight 0
            }
            """);

    assertThat(router.trackedInterfaces())
        .containsExactlyInAnyOrder(
            Tracking.fault("eth7"), Tracking.weighted("eth8", -20), Tracking.fault("eth9"));
  }

  @Test
  void the_interface_of_an_address_is_tracked_unless_the_line_says_no_track()
      throws UnknownHostException {
    RouterSetup router =
        router(
            """
            virtual_ipaddress_excluded {
              10.0.1.1/24 dev eth1
              10.0.2.1/24 dev eth2 no_track
            }
            """);

    assertThat(router.excluded()).extracting(VirtualAddress::tracked).containsExactly(true, false);
  }

  @Test
  void peers_make_it_unicast_from_the_address_that_is_given() throws UnknownHostException {
    RouterSetup router =
        router("unicast_src_ip 10.0.0.91\nunicast_peer {\n 10.0.0.92\n 10.0.0.93\n}\n");

    assertThat(router.transport())
        .isEqualTo(new Transport.Unicast(ip("10.0.0.92"), ip("10.0.0.93")));
    assertThat(router.source()).contains(ip("10.0.0.91"));
  }

  @Test
  void an_address_has_a_device_only_where_it_is_another_ones() {
    RouterSetup router =
        router("virtual_ipaddress_excluded {\n 10.0.0.2 dev eth0\n 2001:db8::1/64 dev eth1\n}\n");

    assertThat(router.addresses()).singleElement().hasToString("10.0.0.1/32");
    assertThat(router.excluded().get(0)).hasToString("10.0.0.2/32");
    assertThat(router.excluded().get(1).device()).contains("eth1");
    assertThat(router.excluded().get(1).prefixLength()).isEqualTo(64);
  }

  @Test
  void global_settings_reach_every_router() throws UnknownHostException {
    Configuration configuration =
        configuration(
            """
            global_defs {
              vrrp_mcast_group4 224.0.0.99
              vrrp_garp_interval 0.5
            }
            """
                + instance("V1", 51, ""));

    RouterSetup router = configuration.routerSetups().get(0);
    assertThat(router.transport()).isEqualTo(new Transport.Multicast(ip("224.0.0.99")));
    assertThat(configuration.hostSettings().pacing().standard().arp())
        .isEqualTo(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', false",
    "'', owner_ignore_adverts, true",
    "vrrp_owner_ignore_adverts, '', true",
    "vrrp_owner_ignore_adverts, owner_ignore_adverts off, false",
    "vrrp_owner_ignore_adverts off, owner_ignore_adverts on, true",
  })
  void an_owner_may_be_told_to_heed_nobody(String global, String lines, boolean ignores) {
    Configuration configuration =
        configuration("global_defs {\n" + global + "\n}\n" + instance("V1", 51, lines));

    assertThat(configuration.routerSetups().get(0).config().ignoresAsOwner()).isEqualTo(ignores);
    assertThat(configuration.global().routers().ignoreAsOwner())
        .isEqualTo(global.equals("vrrp_owner_ignore_adverts"));
  }

  @Test
  void groups_name_their_members_in_order() {
    Configuration configuration =
        configuration(
            instance("V1", 51, "")
                + instance("V2", 52, "")
                + "vrrp_sync_group G {\n group {\n V2\n V1\n }\n}\n");

    assertThat(configuration.groupSetups())
        .containsExactly(new GroupSetup("G", List.of("V2", "V1")));
    assertThat(configuration.routerSetups())
        .extracting(RouterSetup::name)
        .containsExactly("V1", "V2");
  }

  private static RouterSetup router(String lines) {
    return configuration(instance("V1", 51, lines)).routerSetups().get(0);
  }

  private static String instance(String name, int vrid, String lines) {
    return """
        vrrp_instance %s {
          interface eth0
          virtual_router_id %d
          virtual_ipaddress {
            10.0.0.1
          }
        %s
        }
        """
        .formatted(name, vrid, lines);
  }

  private static Configuration configuration(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow();
  }

  private static Inet4Address ip(String text) throws UnknownHostException {
    return (Inet4Address) InetAddress.getByName(text);
  }
}
