// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said before a reload. */
class ReloadPlanTest {
  @Test
  void another_virtual_mac_is_another_router_and_another_way_to_send_is_not() {
    String before = router("V1", "eth0", 51, "use_vmac") + router("V2", "eth0", 52, "use_vmac");
    String after =
        router("V1", "eth0", 51, "") + router("V2", "eth0", 52, "use_vmac\nvmac_xmit_base");

    assertThat(plan(before, after, true))
        .contains(
            "Reload: virtual router V1 restarted: use_vmac",
            "Reload: virtual router V2 changed: vmac_xmit_base");
  }

  @Test
  void an_ipvlan_is_another_router_and_virtual_macs_elsewhere_are_not() {
    String before =
        router("V1", "eth0", 51, "")
            + router("V2", "eth1", 52, elsewhere(""))
            + router("V3", "eth2", 53, "");
    String after =
        router("V1", "eth0", 51, "use_ipvlan 10.0.0.7")
            + router("V2", "eth1", 52, elsewhere("use_vmac_addr"))
            + router("V3", "eth2", 53, "garp_extra_if 9");

    assertThat(plan(before, after, true))
        .contains(
            "Reload: virtual router V1 restarted: use_ipvlan, unicast_src_ip or mcast_src_ip",
            "Reload: virtual router V2 changed: use_vmac_addr, virtual_ipaddress_excluded",
            "Reload: virtual router V3 changed: garp_extra_if, garp_*");
  }

  @Test
  void stateless_failover_is_named_beside_what_it_stands_for() {
    String same = "mh-port\nmh-fallback\ninhibit_on_failure\nlb_algo mh\n";

    assertThat(
            plan(
                server("10.0.0.1", same, real("1", "")),
                server("10.0.0.1", same + "stateless_failover\n", real("1", "")),
                true))
        .containsExactly(
            "Reload: 1 virtual server changed",
            "Reload: virtual server [10.0.0.1]:tcp:80 changed: stateless_failover");
  }

  private static String elsewhere(String more) {
    return "virtual_ipaddress_excluded {\n10.9.0.90 dev lan0\n}\n" + more;
  }

  @Test
  void each_change_is_named_with_its_settings() {
    String before =
        """
        global_defs {
          router_id one
          lvs_timeouts tcp 9
        }
        static_routes {
          blackhole 10.7.0.0/16
        }
        vrrp_script S {
          script /bin/true
          interval 1
        }
        """
            + router("V1", "eth0", 51, "priority 100\ntrack_script {\nS\n}")
            + router("V2", "eth0", 52, "")
            + router("V3", "eth0", 53, "")
            + server("10.0.0.1", "lb_algo rr", real("1", "weight 1"), real("2", ""))
            + server("10.0.0.2", "lb_algo rr", real("1", ""));
    String after =
        """
        global_defs {
          router_id two
        }
        static_routes {
          blackhole 10.8.0.0/16
        }
        vrrp_script S {
          script /bin/true
          interval 2
        }
        """
            + router(
                "V1",
                "eth0",
                51,
                "priority 110\nnopreempt\ntimer_expired_backup 150\nowner_ignore_adverts\nnotify /bin/true\ntrack_script {\nS\n}")
            + router("V2", "eth1", 52, "")
            + router("V4", "eth0", 54, "")
            + server(
                "10.0.0.1",
                "lb_algo wrr\nquorum 2\ndepool_threshold 50%",
                real("1", "weight 7\nTCP_CHECK {\n}"),
                real("3", ""))
            + server("10.0.0.3", "lb_algo rr", real("1", ""));

    assertThat(plan(before, after, true))
        .containsExactly(
            "Reload: 2 global settings changed, 1 static entry added, 1 removed,"
                + " 1 tracked thing changed, 1 virtual router added, 1 removed, 1 changed,"
                + " 1 restarted, 1 virtual server added, 1 removed, 1 changed,"
                + " 1 real server added, 1 removed, 1 changed",
            "Reload: global setting router_id changed",
            "Reload: global setting lvs_timeouts changed",
            "Reload: static entry route blackhole 10.7.0.0/16 table 254 removed",
            "Reload: static entry route blackhole 10.8.0.0/16 table 254 added",
            "Reload: tracked script S changed: interval, timeout",
            "Reload: virtual router V1 changed: priority, nopreempt, timer_expired_backup,"
                + " owner_ignore_adverts, notify",
            "Reload: virtual router V2 restarted: interface",
            "Reload: virtual router V3 removed",
            "Reload: virtual router V4 added",
            "Reload: virtual server [10.0.0.1]:tcp:80 changed: lb_algo, quorum, depool_threshold",
            "Reload: virtual server [10.0.0.2]:tcp:80 removed",
            "Reload: virtual server [10.0.0.3]:tcp:80 added",
            "Reload: real server [10.0.1.1]:tcp:80 of VS [10.0.0.1]:tcp:80 changed: weight, checks",
            "Reload: real server [10.0.1.2]:tcp:80 of VS [10.0.0.1]:tcp:80 removed",
            "Reload: real server [10.0.1.3]:tcp:80 of VS [10.0.0.1]:tcp:80 added");
  }

  @Test
  void a_sync_group_that_changes_restarts_its_members() {
    String routers = router("V1", "eth0", 51, "") + router("V2", "eth0", 52, "");
    String moved = router("V1", "eth1", 51, "") + router("V2", "eth0", 52, "");
    String group = "vrrp_sync_group G {\ngroup {\nV1\nV2\n}\n}\n";

    assertThat(plan(routers, routers + group, true))
        .containsExactly(
            "Reload: 1 sync group added, 2 virtual routers restarted",
            "Reload: sync group G added",
            "Reload: virtual router V1 restarted: vrrp_sync_group",
            "Reload: virtual router V2 restarted: vrrp_sync_group");
    assertThat(plan(routers + group, moved + group, true))
        .contains(
            "Reload: virtual router V1 restarted: interface",
            "Reload: virtual router V2 restarted: another member of its sync group starts anew");
  }

  @Test
  void the_line_without_detail_counts_what_stays() {
    String many = servers(0, 40);
    assertThat(plan(many, many, false)).containsExactly("Reload: nothing changed");
    assertThat(plan(many, many + servers(40, 41), false))
        .containsExactly("Reload: 1 virtual server added; 40 virtual servers untouched");
    assertThat(
            plan(
                router("V1", "eth0", 51, "") + many,
                router("V1", "eth0", 51, "") + servers(1, 40),
                false))
        .containsExactly(
            "Reload: 1 virtual server removed; 1 virtual router and 39 virtual servers untouched");
  }

  @Test
  void the_order_of_things_means_nothing() {
    String one = server("10.0.0.1", "", real("1", ""), real("2", ""));
    String turned = server("10.0.0.1", "", real("2", ""), real("1", ""));
    String other = server("10.0.0.2", "", real("1", ""));
    assertThat(plan(one + other, other + turned, true)).containsExactly("Reload: nothing changed");
  }

  @Test
  void fifty_lines_are_read_and_no_more() {
    List<String> lines = plan(servers(0, 60), "global_defs {\n}\n", true);
    assertThat(lines)
        .hasSize(52)
        .startsWith("Reload: 60 virtual servers removed")
        .endsWith("Reload: ... and 10 more");
  }

  private static List<String> plan(String before, String after, boolean detail) {
    return PlanText.of(ReloadPlan.of(read(before), read(after)), detail);
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read("t.conf", text)
        .configuration()
        .orElseThrow(() -> new IllegalStateException(text));
  }

  private static String servers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> server("10.0.2." + number, "", real("1", "")))
        .collect(Collectors.joining());
  }

  private static String router(String name, String on, int vrid, String lines) {
    return """
    vrrp_instance %s {
      interface %s
      virtual_router_id %d
      %s
      virtual_ipaddress {
        10.1.80.%d
      }
    }
    """
        .formatted(name, on, vrid, lines, vrid);
  }

  private static String server(String address, String lines, String... servers) {
    return "virtual_server %s 80 {\nprotocol TCP\n%s\n%s}\n"
        .formatted(address, lines, String.join("", servers));
  }

  private static String real(String number, String lines) {
    return "real_server 10.0.1.%s 80 {\n%s\n}\n".formatted(number, lines);
  }
}
