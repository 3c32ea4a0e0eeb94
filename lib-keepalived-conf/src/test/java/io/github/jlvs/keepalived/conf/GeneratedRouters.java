// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import java.util.List;

/** Virtual routers and the groups of them. */
final class GeneratedRouters extends GeneratedLines {
  private final GeneratedRouting routing;

  GeneratedRouters(GeneratedLines around) {
    super(around);
    this.routing = new GeneratedRouting(this);
  }

  void routers() {
    int routers = random.nextInt(4);
    for (int i = 0; i < routers; i++) {
      router(i);
    }
    syncGroups(routers);
  }

  private void router(int number) {
    open("vrrp_instance " + (chance(2) ? "\"\"" : "V" + (chance(2) ? 0 : number)));
    line("interface", pick(INTERFACES));
    line("virtual_router_id", chance(5) ? "1" : chance(5) ? "255" : "" + (number + 2));
    some("state", "MASTER", "BACKUP", "SLAVE");
    some("priority", "1", "100", "254", "255");
    protocol();
    some("preempt_delay", "0", "0.5", "1000");
    some("down_timer_adverts", "1", "100");
    some("owner_ignore_adverts", "", "off");
    some("garp_master_delay", "0", "86400");
    some("garp_lower_prio_delay", "0", "0.000001");
    some("mcast_dst_ip", "224.0.0.99", "239.0.0.1");
    some("mcast_src_ip", host());
    some("garp_extra_if", "all 0", "all 86400", "0", "all");
    some("kernel_rx_buf_size", "0", "2147483647");
    some("linkbeat_use_polling", "");
    some("debug", "0", "3");
    some("accept", "");
    some("no_accept", "");
    some("strict_mode", "on", "off");
    some("lvs_sync_daemon_interface", INTERFACES.toArray(String[]::new));
    alerts();
    if (chance(20)) {
      line("nopreempt");
      some("timer_expired_backup", "", "1", "254");
    }
    if (chance(40)) {
      open("authentication");
      line("auth_type", "PASS");
      line(
          "auth_pass",
          pick(List.of("a", "12345678", "123456789", "\"a b\"", "\u00e4\u00f6\u00fc\u00df\u20ac")));
      close();
    }
    if (chance(30)) {
      some("unicast_src_ip", host(), host() + "/24");
      open("unicast_peer");
      for (int i = 0; i <= random.nextInt(3); i++) {
        line(
            value(host()),
            pick(List.of("", "", "min_ttl 0", "max_ttl 255", "min_ttl 255 max_ttl 255", "ttl 1")));
      }
      close();
    }
    some("unicast_ttl", "1", "255");
    some("check_unicast_src", "");
    some("unicast_fault_no_peer", "");
    some("track_src_ip", "");
    some("old_unicast_checksum", "", "never");
    tracked("track_interface", INTERFACES);
    tracked("track_script", List.of("S0", "S1", "S2", "S3"));
    notified();
    some("notify_deleted", "/etc/notify.sh");
    some("no_virtual_ipaddress", "");
    if (chance(30)) {
      tracks();
    }
    routing.addresses("virtual_ipaddress", chance(2) ? 256 : random.nextInt(4), false);
    if (chance(30)) {
      routing.addresses("virtual_ipaddress_excluded", 1 + random.nextInt(2), true);
    }
    if (chance(20)) {
      line("promote_secondaries");
    }
    if (chance(30)) {
      routing.routes("virtual_routes");
    }
    if (chance(30)) {
      routing.rules("virtual_rules");
    }
    close();
  }

  private void protocol() {
    if (chance(70)) {
      some("version", "2");
      some("advert_int", "1", "255", "3.0");
      return;
    }
    line("version", "3");
    some("advert_int", "0.01", "1", "40.95");
    some("v3_checksum_as_v2", "", "off");
    some("skip_check_adv_addr", "", "off");
  }

  private void syncGroups(int routers) {
    for (int i = 0; routers > 0 && i < random.nextInt(3); i++) {
      open("vrrp_sync_group G" + (chance(3) ? 0 : i));
      alerts();
      open("group");
      for (int j = 0; j < 1 + random.nextInt(3); j++) {
        line("V" + random.nextInt(routers));
      }
      close();
      tracked("track_script", List.of("S0", "S1", "S2", "S3"));
      some("sync_group_tracking_weight", "", "off");
      notified();
      if (chance(30)) {
        tracks();
      }
      close();
    }
  }

  private void tracks() {
    open("track_file");
    line(
        "F"
            + random.nextInt(3)
            + pick(List.of("", " weight 0", " weight -254 reverse", " weight 254")));
    close();
    open("track_process");
    line(
        "P"
            + random.nextInt(3)
            + pick(List.of("", " weight 0 reverse", " weight -254", " weight 254")));
    close();
  }

  private void tracked(String keyword, List<String> names) {
    if (chance(30)) {
      open(keyword);
      String weight = pick(List.of("", " weight 0", " weight -253", " weight 253 reverse"));
      line(pick(names) + weight);
      close();
    }
  }

  private void notified() {
    some("notify", "/etc/notify.sh", "\"/etc/notify.sh a 'b c'\" root");
    some("notify_master", "/etc/notify.sh");
    some("notify_fault", "/etc/notify.sh nobody nogroup");
    some("notify_priority_changes", "", "off");
  }
}
