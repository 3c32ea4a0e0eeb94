// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import io.github.jlvs.vrrp.linux.HostSettings;
import io.github.jlvs.vrrp.linux.LinkDelay;
import io.github.jlvs.vrrp.linux.RouterSetup.Refreshed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a configuration says of how its virtual routers use their host. */
class HostSettingsTest {
  @Test
  void nothing_said_is_the_default() {
    assertThat(right("").hostSettings()).isEqualTo(HostSettings.DEFAULT);
  }

  @Test
  void a_group_paces_its_interfaces_together_and_leaves_the_rest_to_global_defs() {
    HostSettings settings =
        right(
                """
                garp_group {
                  garp_interval 0.3
                  interfaces {
                    eth0
                    eth1
                  }
                }
                global_defs {
                  vrrp_garp_interval 0.1
                  vrrp_gna_interval 0.2
                  vrrp_startup_delay 5.5
                  log_unknown_vrids
                }
                """)
            .hostSettings();

    assertThat(settings.startupDelay()).isEqualTo(Duration.ofMillis(5500));
    assertThat(settings.tellUnknownRouters()).isTrue();
    assertThat(settings.pacing())
        .isEqualTo(
            new AnnouncementPacing(
                pace(100, 200),
                List.of(new AnnouncementPacing.Group(Set.of("eth0", "eth1"), pace(300, 200)))));
  }

  @Test
  void a_group_that_does_nothing_and_an_interface_in_two_are_told() {
    assertThat(said("garp_group {\n interface eth0\n}\n")).contains("an interval is missing");
    assertThat(said("garp_group {\n garp_interval 1\n}\n")).contains("an interface is missing");
    assertThat(
            said(
                """
                garp_group {
                  garp_interval 1
                  interface eth0
                }
                garp_group {
                  garp_interval 2
                  interface eth0
                  interfaces {
                    eth1
                  }
                }
                """))
        .contains("'eth0' is in the garp_group of")
        .contains("stays in that alone");
  }

  @Test
  void a_link_that_is_down_counts_before_another_master_is_there() {
    assertThat(
            right("interface_up_down_delays {\n eth0 1.5 30\n eth7 9\n}\n")
                .hostSettings()
                .linkDelays())
        .isEqualTo(
            Map.of(
                "eth0", new LinkDelay(Duration.ofMillis(1500), Duration.ofSeconds(30)),
                "eth7", new LinkDelay(Duration.ofSeconds(9), Duration.ZERO)));

    ReadResult late = read("interface_up_down_delays {\n eth0 5 6\n}\n", "");
    assertThat(late.diagnostics()).singleElement().asString().contains("1.996 seconds are taken");
    assertThat(late.configuration().orElseThrow().hostSettings().linkDelays())
        .containsEntry("eth0", new LinkDelay(Duration.ofMillis(1996), Duration.ofSeconds(6)));
  }

  @Test
  void the_least_gratuitous_arp_is_a_default_for_what_is_not_given() {
    assertThat(arp("vrrp_min_garp", ""))
        .isEqualTo(new GratuitousArp(1, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO));
    assertThat(arp("vrrp_min_garp\nvrrp_garp_master_repeat 3", "garp_master_delay 2"))
        .isEqualTo(new GratuitousArp(3, Duration.ofSeconds(2), Duration.ZERO, 1, 3, Duration.ZERO));
    assertThat(arp("vrrp_min_garp off", "")).isEqualTo(GratuitousArp.DEFAULT);
  }

  @Test
  void other_interfaces_are_announced_on_where_it_says_all() {
    assertThat(arp("vrrp_garp_extra_if all 100", "").elsewhere()).hasSeconds(100);
    assertThat(arp("vrrp_garp_extra_if all 100", "garp_extra_if all 0").elsewhere()).isZero();
    assertThat(arp("", "garp_extra_if all 7").elsewhere()).hasSeconds(7);
    assertThat(read("", "garp_extra_if 7").diagnostics())
        .singleElement()
        .asString()
        .contains("without 'all' this is for the interfaces of VMACs");
    assertThat(arp("vrrp_vmac_garp_intvl 100", "").elsewhere()).hasSeconds(100);
    assertThat(arp("vrrp_garp_extra_if 100", "vmac_garp_intvl all 7").elsewhere()).hasSeconds(7);
    assertThat(refreshed("vrrp_garp_extra_if all 9", "")).isEqualTo(Refreshed.EVERY_OTHER);
    assertThat(refreshed("vrrp_garp_extra_if all 9", "garp_extra_if 7"))
        .isEqualTo(Refreshed.VIRTUAL_MACS);
    String elsewhere = "garp_extra_if 7\nuse_vmac_addr\nvirtual_ipaddress {\n10.9.0.1 dev lan0\n}";
    assertThat(read("", elsewhere).diagnostics()).isEmpty();
  }

  @Test
  void a_receive_buffer_is_the_instances_or_that_of_global_defs() {
    assertThat(buffer("", "")).isZero();
    assertThat(buffer("vrrp_rx_bufs_policy MTU\nvrrp_rx_bufs_multiplier 9", "")).isZero();
    assertThat(buffer("vrrp_rx_bufs_policy 50000", "")).isEqualTo(50_000);
    assertThat(buffer("vrrp_rx_bufs_policy 50000", "kernel_rx_buf_size 70000")).isEqualTo(70_000);
    assertThat(buffer("", "kernel_rx_buf_size 2147483647")).isEqualTo(1 << 24);
  }

  @Test
  void words_of_polling_are_taken() {
    assertThat(said("linkbeat_interfaces {\n eth0\n eth1 ETHTOOL\n}\nlinkbeat_use_polling\n"))
        .isEmpty();
    assertThat(said("linkbeat_interfaces {\n eth0 ETHTOL\n}\n"))
        .contains("did you mean 'ETHTOOL'?");
  }

  private static int buffer(String global, String instance) {
    return right("global_defs {\n" + global + "\n}\n", instance)
        .routerSetups()
        .get(0)
        .socketUse()
        .receiveBuffer();
  }

  private static GratuitousArp arp(String global, String instance) {
    return right("global_defs {\n" + global + "\n}\n", instance)
        .routerSetups()
        .get(0)
        .config()
        .gratuitousArp();
  }

  private static Refreshed refreshed(String global, String instance) {
    return read("global_defs {\n" + global + "\n}\n", instance)
        .configuration()
        .orElseThrow()
        .routerSetups()
        .get(0)
        .refreshed();
  }

  private static AnnouncementPacing.Pace pace(int arpMillis, int neighbourMillis) {
    return new AnnouncementPacing.Pace(
        Duration.ofMillis(arpMillis), Duration.ofMillis(neighbourMillis));
  }

  private static Configuration right(String root) {
    return right(root, "");
  }

  private static Configuration right(String root, String instance) {
    ReadResult result = read(root, instance);
    assertThat(result.diagnostics()).isEmpty();
    return result.configuration().orElseThrow();
  }

  private static String said(String root) {
    return read(root, "").diagnostics().stream()
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static ReadResult read(String root, String instance) {
    return ConfigurationReader.read("t.conf", root + Texts.instance(instance), Texts.NO_FILES);
  }
}
