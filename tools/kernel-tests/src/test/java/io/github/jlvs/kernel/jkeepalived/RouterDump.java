// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What keepalived's dump says of virtual routers and scripts, in the words of its file. */
final class RouterDump {
  private static final String ROUTER = "VRRP Instance = ";
  private static final String SCRIPT = "VRRP Script = ";

  private static final Map<String, String> OF_ALL =
      Map.ofEntries(
          Map.entry("Router ID", "router_id"),
          Map.entry("VRRP notify priority changes", "vrrp_notify_priority_changes"),
          Map.entry("VRRP IPv4 mcast group", "vrrp_mcast_group4"),
          Map.entry("VRRP IPv6 mcast group", "vrrp_mcast_group6"),
          Map.entry("Gratuitous ARP delay", "vrrp_garp_master_delay"),
          Map.entry("Gratuitous ARP repeat", "vrrp_garp_master_repeat"),
          Map.entry("Gratuitous ARP refresh timer", "vrrp_garp_master_refresh"),
          Map.entry("Gratuitous ARP refresh repeat", "vrrp_garp_master_refresh_repeat"),
          Map.entry("Gratuitous ARP lower priority delay", "vrrp_garp_lower_prio_delay"),
          Map.entry("Gratuitous ARP lower priority repeat", "vrrp_garp_lower_prio_repeat"),
          Map.entry("Num adverts before down", "vrrp_down_timer_adverts"),
          Map.entry(
              "Send advert after receive higher priority advert", "vrrp_higher_prio_send_advert"),
          Map.entry("Gratuitous ARP interval", "vrrp_garp_interval"),
          Map.entry("Gratuitous NA interval", "vrrp_gna_interval"),
          Map.entry("VRRP default protocol version", "vrrp_version"),
          Map.entry("VRRP check unicast_src", "vrrp_check_unicast_src"),
          Map.entry("VRRP skip check advert addresses", "vrrp_skip_check_adv_addr"),
          Map.entry("VRRP strict mode", "vrrp_strict"));

  private static final Map<String, String> OF_ROUTERS =
      Map.ofEntries(
          Map.entry("VRRP Version", "version"),
          Map.entry("Interface", "interface"),
          Map.entry("Multicast address", "mcast_dst_ip"),
          Map.entry("Gratuitous ARP delay", "garp_master_delay"),
          Map.entry("Gratuitous ARP repeat", "garp_master_repeat"),
          Map.entry("Gratuitous ARP refresh", "garp_master_refresh"),
          Map.entry("Gratuitous ARP refresh repeat", "garp_master_refresh_repeat"),
          Map.entry("Gratuitous ARP lower priority delay", "garp_lower_prio_delay"),
          Map.entry("Gratuitous ARP lower priority repeat", "garp_lower_prio_repeat"),
          Map.entry("Down timer adverts", "down_timer_adverts"),
          Map.entry("Virtual Router ID", "virtual_router_id"),
          Map.entry("Priority", "priority"),
          Map.entry("Advert interval", "advert_int"),
          Map.entry("Accept", "accept"),
          Map.entry("Preempt delay", "preempt_delay"),
          Map.entry("Promote_secondaries", "promote_secondaries"),
          Map.entry("Using smtp notification", "smtp_alert"),
          Map.entry("Notify priority changes", "notify_priority_changes"),
          Map.entry("Send advert after receive higher priority advert", "higher_prio_send_advert"));

  private static final Map<String, String> OF_SCRIPTS =
      Map.of(
          "Interval", "interval",
          "Timeout", "timeout",
          "Weight", "weight",
          "Rise", "rise",
          "Fall", "fall",
          "Script uid:gid", "user");

  /** What each list holds: the first word of its lines, or, of what is tracked, the whole line. */
  private static final Map<String, String> LISTS =
      Map.of(
          "Virtual IP", "virtual_ipaddress",
          "Virtual IP Excluded", "virtual_ipaddress_excluded",
          "Unicast Peer", "unicast_peer",
          "Tracked scripts", "track_script",
          "Tracked interfaces", "track_interface");

  private RouterDump() {}

  static Map<String, Map<String, String>> read(String dump) {
    Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
    for (DumpBlock block : DumpBlock.read(dump)) {
      if (block.section().equals("Global definitions")) {
        Map<String, String> values = DumpedValue.of(block, OF_ALL);
        not(block, "Send advert after receive lower priority advert")
            .ifPresent(value -> values.put("vrrp_lower_prio_no_advert", value));
        blocks.put("global_defs", values);
      } else if (block.head().startsWith(ROUTER)) {
        blocks.put("vrrp_instance " + block.head().substring(ROUTER.length()), router(block));
      } else if (block.head().startsWith(SCRIPT)) {
        blocks.put("vrrp_script " + block.head().substring(SCRIPT.length()), script(block));
      }
    }
    return blocks;
  }

  private static Map<String, String> router(DumpBlock block) {
    Map<String, String> values = DumpedValue.of(block, OF_ROUTERS);
    values.put("state", block.values().getOrDefault("Wantstate", "").toUpperCase(Locale.ROOT));
    not(block, "Send advert after receive lower priority advert")
        .ifPresent(value -> values.put("lower_prio_no_advert", value));
    not(block, "Preempt").ifPresent(value -> values.put("nopreempt", value));
    values.put(
        "authentication",
        block.values().getOrDefault("Authentication type", "").equals("SIMPLE_PASSWORD")
            ? "auth_type PASS; auth_pass ****"
            : "off");
    LISTS.forEach(
        (label, keyword) ->
            values.put(
                keyword,
                RouterLists.dumped(keyword, block.lists().getOrDefault(label, List.of()))));
    return values;
  }

  private static Map<String, String> script(DumpBlock block) {
    Map<String, String> values = DumpedValue.of(block, OF_SCRIPTS);
    if (values.getOrDefault("timeout", "").equals("0")) {
      // Zero stands for the interval.
      values.put("timeout", values.getOrDefault("interval", ""));
    }
    return values;
  }

  private static Optional<String> not(DumpBlock block, String label) {
    return Optional.ofNullable(block.values().get(label))
        .map(value -> DumpedValue.text(value).equals("on") ? "off" : "on");
  }
}
