// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.List;
import java.util.Random;

/** Good files of virtual routers and their scripts, in all that keepalived's dump shows of them. */
final class RouterFile {
  private final Random random;
  private final StringBuilder out = new StringBuilder();

  RouterFile(Random random) {
    this.random = random;
  }

  String text() {
    out.append("global_defs {\n router_id ds1\n");
    some("vrrp_garp_master_repeat 4", "vrrp_garp_master_repeat 2");
    some("vrrp_garp_master_delay 7");
    some("vrrp_garp_master_refresh 60");
    some("vrrp_garp_master_refresh_repeat 2");
    some("vrrp_garp_lower_prio_repeat 3");
    some("vrrp_garp_lower_prio_delay 9");
    some("vrrp_down_timer_adverts 5");
    some("vrrp_mcast_group4 224.0.0.44");
    some("vrrp_lower_prio_no_advert");
    some("vrrp_higher_prio_send_advert");
    out.append("}\n");
    script("chk");
    router("V1", "enp0s3", 51);
    router("V2", "lan0", 52);
    if (random.nextBoolean()) {
      router("V3", "lan1", 53);
    }
    return out.toString();
  }

  private void script(String name) {
    out.append("vrrp_script ").append(name).append(" {\n script \"/bin/true\"\n");
    line("interval " + (1 + random.nextInt(60)));
    line("timeout " + (1 + random.nextInt(9)));
    line("weight " + (random.nextInt(41) - 20));
    line("rise " + (1 + random.nextInt(5)));
    line("fall " + (1 + random.nextInt(5)));
    out.append("}\n");
  }

  private void router(String name, String device, int vrid) {
    boolean unicast = random.nextInt(3) == 0;
    out.append("vrrp_instance ").append(name).append(" {\n");
    line("interface " + device);
    line("virtual_router_id " + vrid);
    boolean master = random.nextInt(4) == 0;
    some(master ? "state MASTER" : "state BACKUP");
    some("priority 150", "priority 1", "priority 254");
    some("advert_int 2", "advert_int 1");
    // Without effect with MASTER, as both daemons say.
    some(master ? "preempt" : "nopreempt", "preempt_delay 1.5", "preempt_delay 300");
    some("garp_master_repeat 3", "garp_master_repeat 1");
    some("garp_master_delay 2");
    some("garp_master_refresh 30");
    some("garp_lower_prio_repeat 6");
    some("garp_lower_prio_delay 1");
    some("down_timer_adverts 4");
    some("lower_prio_no_advert", "lower_prio_no_advert off");
    some("higher_prio_send_advert", "higher_prio_send_advert off");
    if (random.nextBoolean()) {
      line("authentication {\n  auth_type PASS\n  auth_pass geheim\n }");
    }
    if (unicast) {
      line("unicast_src_ip 10.1.80.91");
      line("unicast_peer {\n  10.1.80.92\n  10.1.80.93\n }");
    } else {
      some("mcast_dst_ip 224.0.0.99");
    }
    line("track_script {\n  chk\n }");
    line(
        "virtual_ipaddress {\n  10.%d.0.90/24 brd + label %s:1\n  10.%d.0.91 scope link\n }"
            .formatted(vrid, device, vrid));
    some("virtual_ipaddress_excluded {\n  10.%d.1.90/28\n }".formatted(vrid));
    out.append("}\n");
  }

  private void some(String... lines) {
    if (random.nextInt(5) < 2) {
      line(List.of(lines).get(random.nextInt(lines.length)));
    }
  }

  private void line(String text) {
    out.append(' ').append(text).append('\n');
  }
}
