// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

/** What is ignored of {@code global_defs}: more than all that is read there. */
final class UnreadGlobalKeywords {
  static final String IGNORED =
      """
      vrrp_vmac_garp_intvl vrrp_mcast_group6 rs_init_notifies startup_script_timeout
      shutdown_script_timeout fifo_write_vrrp_states_on_reload process_names
      process_name vrrp_process_name checker_process_name lvs_process_name bfd_process_name
      max_auto_priority min_auto_priority_delay vrrp_priority checker_priority bfd_priority
      vrrp_no_swap checker_no_swap bfd_no_swap vrrp_rt_priority checker_rt_priority
      bfd_rt_priority vrrp_cpu_affinity checker_cpu_affinity bfd_cpu_affinity
      vrrp_rlimit_rttime checker_rlimit_rttime bfd_rlimit_rttime vrrp_rlimit_rtime
      checker_rlimit_rtime bfd_rlimit_rtime disable_local_igmp vrrp_iptables vrrp_ipsets
      nftables_ipvs
      nftables_ipvs_priority nftables_ipvs_start_fwmark snmp_socket
      enable_traps enable_snmp_vrrp enable_snmp_keepalived enable_snmp_checker
      enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3 enable_dbus dbus_service_name
      vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force
      vrrp_netlink_monitor_rcv_bufs vrrp_netlink_monitor_rcv_bufs_force
      lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs
      lvs_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs
      process_monitor_rcv_bufs_force
      vmac_prefix vmac_addr_prefix umask random_seed reload_check_config
      reload_time_file reload_repeat reload_file include_check config_save_dir
      tmp_config_directory data_use_instance
      """;

  private UnreadGlobalKeywords() {}
}
