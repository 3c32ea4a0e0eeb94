// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import static io.github.jlvs.keepalived.conf.keyword.Consequence.holdsAnyway;
import static io.github.jlvs.keepalived.conf.keyword.Consequence.withoutEffect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is not read of {@code global_defs}, more than all that is: the words of each consequence.
 */
final class UnreadGlobalKeywords {
  static final Map<Consequence, String> ALL = all();

  private UnreadGlobalKeywords() {}

  private static Map<Consequence, String> all() {
    Map<Consequence, String> words = new LinkedHashMap<>();
    scripts(words);
    routers(words);
    surroundings(words);
    return Collections.unmodifiableMap(words);
  }

  private static void scripts(Map<Consequence, String> words) {
    words.put(holdsAnyway("a script is run by the path that is written"), "use_symlink_paths");
    words.put(
        Consequence.of(
            "a script has one group: its user's own, or the one that is named behind the user"),
        "set_supplementary_groups");
  }

  private static void routers(Map<Consequence, String> words) {
    words.put(
        Consequence.of("'vrrp_startup_delay' counts, however long ago the boot was"),
        "vrrp_delay_after_boot");
    words.put(
        Consequence.of("names of routing tables and the like are those of /etc/iproute2"),
        "iproute_usr_dir iproute_etc_dir");
    words.put(
        Consequence.of(
            "the host goes on to report its multicast groups (sysctl"
                + " net.ipv4.igmp_link_local_mcast_reports=0 ends that)"),
        "disable_local_igmp");
    words.put(
        withoutEffect("what 'no_accept' drops is dropped by nftables, and nothing else is"),
        "vrrp_iptables vrrp_ipsets");
    words.put(
        withoutEffect("each service of a virtual_server_group is in the table itself"),
        "nftables_ipvs nftables_ipvs_priority nftables_ipvs_start_fwmark");
  }

  private static void surroundings(Map<Consequence, String> words) {
    words.put(
        Consequence.ONE_PROCESS,
        """
        process_names process_name vrrp_process_name checker_process_name lvs_process_name
        bfd_process_name max_auto_priority min_auto_priority_delay vrrp_priority checker_priority
        bfd_priority vrrp_no_swap checker_no_swap bfd_no_swap vrrp_rt_priority checker_rt_priority
        bfd_rt_priority vrrp_cpu_affinity checker_cpu_affinity bfd_cpu_affinity
        vrrp_rlimit_rttime checker_rlimit_rttime bfd_rlimit_rttime vrrp_rlimit_rtime
        checker_rlimit_rtime bfd_rlimit_rtime
        """);
    words.put(
        Consequence.NO_SNMP,
        """
        snmp_socket enable_traps enable_snmp_vrrp enable_snmp_keepalived enable_snmp_checker
        enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3 snmp_vs_stats_update_interval
        snmp_rs_stats_update_interval
        """);
    words.put(
        withoutEffect("there is no D-Bus service"),
        "enable_dbus dbus_service_name dbus_no_interface_name");
    words.put(
        withoutEffect("receive buffers have their size, and one that overflows is read anew"),
        """
        vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force
        vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force
        lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs
        lvs_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs
        process_monitor_rcv_bufs_force
        """);
    words.put(
        withoutEffect("the files of the state are named by 'state_dump_file' and its like"),
        "data_use_instance");
    words.put(
        withoutEffect("the configuration is read at once, and not copied to another file"),
        "config_save_dir tmp_config_directory");
    words.put(withoutEffect("files have a mode of their own"), "umask");
    words.put(withoutEffect("random times are drawn anew at each start"), "random_seed");
    words.put(holdsAnyway("a file with errors is not taken at a reload"), "reload_check_config");
    words.put(Consequence.of("a reload reads the file of --use-file"), "reload_file");
    words.put(
        withoutEffect(
            "a missing file is an error and a wildcard without a match a warning ('includew' and"
                + " 'includea' ask for more)"),
        "include_check");
  }
}
