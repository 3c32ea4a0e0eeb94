// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.keyword;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keywords of keepalived 2.2.7, block by block. {@code word:KIND} opens a block of that kind.
 *
 * @param current the keywords with the block each opens
 * @param obsolete keywords that 2.2.7 rejects, and that real files still hold, with what is written
 *     today; an empty text where nothing is
 */
record KeywordTable(Map<String, Optional<BlockKind>> current, Map<String, String> obsolete) {

  private static final String NOTIFY =
      """
      notify notify_master notify_backup notify_fault notify_stop notify_deleted
      notify_master_rx_lower_pri notify_priority_changes smtp_alert
      """;

  private static final String TRACKS =
      """
      track_interface:ITEMS track_script:ITEMS track_file:ITEMS track_process:ITEMS track_bfd:ITEMS
      """;

  private static final String CHECKER =
      """
      connect_ip connect_port bindto bind_port bind_if connect_timeout fwmark retry
      delay_before_retry warmup delay_loop alpha log_all_failures
      """;

  private static final String HTTP =
      CHECKER + "url:URL nb_get_retry virtualhost http_protocol enable_sni fast_recovery";

  private static final String CHECKS =
      """
      TCP_CHECK:TCP_CHECK HTTP_GET:HTTP_GET SSL_GET:SSL_GET MISC_CHECK:MISC_CHECK
      SMTP_CHECK:SMTP_CHECK DNS_CHECK:DNS_CHECK UDP_CHECK:UDP_CHECK PING_CHECK:PING_CHECK
      FILE_CHECK:FILE_CHECK BFD_CHECK:BFD_CHECK
      """;

  private static final Map<BlockKind, KeywordTable> TABLES = tables();

  static KeywordTable of(BlockKind kind) {
    return TABLES.getOrDefault(kind, new KeywordTable(Map.of(), Map.of()));
  }

  private static Map<BlockKind, KeywordTable> tables() {
    Map<BlockKind, KeywordTable> tables = new EnumMap<>(BlockKind.class);
    tables.put(
        BlockKind.ROOT,
        table(
            """
            global_defs:GLOBAL_DEFS vrrp_instance:VRRP_INSTANCE vrrp_script:VRRP_SCRIPT
            vrrp_sync_group:VRRP_SYNC_GROUP virtual_server:VIRTUAL_SERVER
            virtual_server_group:ITEMS vrrp_track_process:VRRP_TRACK_PROCESS
            track_file:TRACK_FILE vrrp_track_file:TRACK_FILE track_group:TRACK_GROUP
            garp_group:GARP_GROUP linkbeat_interfaces:ITEMS interface_up_down_delays:ITEMS
            static_ipaddress:ITEMS static_routes:ITEMS static_rules:ITEMS
            bfd_instance:BFD_INSTANCE SSL:SSL net_namespace net_namespace_ipvs
            namespace_with_ipsets use_pid_dir instance linkbeat_use_polling child_wait_time
            include includer includem includew includeb includea
            """,
            ""));
    tables.put(
        BlockKind.GLOBAL_DEFS, table(GlobalKeywords.ALL, "lvs_id:router_id linkbeat_use_polling"));
    tables.put(
        BlockKind.VRRP_INSTANCE,
        table(
            NOTIFY
                + TRACKS
                + """
                state interface virtual_router_id priority advert_int
                authentication:AUTHENTICATION virtual_ipaddress:ITEMS
                virtual_ipaddress_excluded:ITEMS nopreempt preempt preempt_delay unicast_src_ip
                unicast_peer:ITEMS unicast_ttl unicast_fault_no_peer check_unicast_src
                old_unicast_checksum mcast_src_ip mcast_dst_ip track_src_ip dont_track_primary
                virtual_routes:ITEMS virtual_rules:ITEMS use_vmac use_vmac_addr vmac_xmit_base
                use_ipvlan vrf version native_ipv6 accept no_accept strict_mode
                skip_check_adv_addr promote_secondaries linkbeat_use_polling garp_master_delay
                garp_master_repeat garp_master_refresh garp_master_refresh_repeat
                garp_lower_prio_delay garp_lower_prio_repeat garp_extra_if vmac_garp_intvl
                down_timer_adverts lower_prio_no_advert higher_prio_send_advert
                kernel_rx_buf_size debug lvs_sync_daemon_interface
                """,
            "net_mask"));
    tables.put(BlockKind.AUTHENTICATION, table("auth_type auth_pass", ""));
    tables.put(
        BlockKind.VRRP_SYNC_GROUP,
        table(NOTIFY + TRACKS + "group:ITEMS global_tracking sync_group_tracking_weight", ""));
    tables.put(
        BlockKind.VRRP_SCRIPT,
        table("script interval timeout weight rise fall user init_fail", ""));
    tables.put(
        BlockKind.VRRP_TRACK_PROCESS,
        table(
            """
            process param_match weight quorum quorum_max delay terminate_delay fork_delay
            full_command
            """,
            ""));
    tables.put(BlockKind.TRACK_FILE, table("file weight init_file", ""));
    tables.put(BlockKind.TRACK_GROUP, table("group:ITEMS", ""));
    tables.put(
        BlockKind.GARP_GROUP, table("garp_interval gna_interval interface interfaces:ITEMS", ""));
    tables.put(
        BlockKind.BFD_INSTANCE,
        table(
            """
            source_ip neighbor_ip neighbour_ip min_rx min_tx idle_tx multiplier passive ttl
            hoplimit max_hops weight vrrp checker
            """,
            ""));
    tables.put(BlockKind.SSL, table("password ca certificate key", ""));
    tables.put(
        BlockKind.VIRTUAL_SERVER,
        table(
            """
            delay_loop lb_algo lvs_sched lb_kind lvs_method protocol persistence_timeout
            persistence_granularity persistence_engine sorry_server sorry_server_inhibit
            sorry_server_lvs_method real_server:REAL_SERVER quorum hysteresis quorum_up
            quorum_down inhibit_on_failure alpha omega ops ha_suspend ip_family virtualhost
            weight retry delay_before_retry warmup connect_timeout smtp_alert snmp_name hashed
            flag-1 flag-2 flag-3 sh-port sh-fallback mh-port mh-fallback
            """,
            "nat_mask net_mask"));
    tables.put(
        BlockKind.REAL_SERVER,
        table(
            CHECKS
                + """
                weight notify_up notify_down inhibit_on_failure lvs_method uthreshold lthreshold
                alpha retry delay_before_retry warmup connect_timeout delay_loop smtp_alert
                virtualhost snmp_name
                """,
            "nat_mask net_mask"));
    tables.put(BlockKind.TCP_CHECK, table(CHECKER, "nb_get_retry:retry"));
    tables.put(BlockKind.HTTP_GET, table(HTTP, ""));
    tables.put(BlockKind.SSL_GET, table(HTTP, ""));
    tables.put(
        BlockKind.URL,
        table(
            """
            path digest status_code virtualhost regex regex_no_match regex_options regex_stack
            regex_min_offset regex_max_offset
            """,
            ""));
    tables.put(
        BlockKind.MISC_CHECK,
        table(
            """
            misc_path misc_timeout misc_dynamic user alpha delay_before_retry delay_loop
            log_all_failures retry warmup
            """,
            ""));
    tables.put(
        BlockKind.SMTP_CHECK, table(CHECKER + "helo_name host:SMTP_HOST", "nb_get_retry:retry"));
    tables.put(BlockKind.SMTP_HOST, table(CHECKER, ""));
    tables.put(BlockKind.DNS_CHECK, table(CHECKER + "type name", "nb_get_retry:retry"));
    tables.put(
        BlockKind.UDP_CHECK,
        table(
            CHECKER + "payload require_reply min_reply_length max_reply_length",
            "nb_get_retry:retry"));
    tables.put(BlockKind.PING_CHECK, table(CHECKER, "nb_get_retry:retry"));
    tables.put(BlockKind.FILE_CHECK, table("track_file weight", ""));
    tables.put(BlockKind.BFD_CHECK, table("name alpha", ""));
    return Collections.unmodifiableMap(tables);
  }

  private static KeywordTable table(String current, String obsolete) {
    Map<String, Optional<BlockKind>> keywords = new LinkedHashMap<>();
    for (String entry : current.strip().split("\\s+")) {
      int colon = entry.indexOf(':');
      if (colon < 0) {
        keywords.put(entry, Optional.empty());
      } else {
        String kind = entry.substring(colon + 1).toUpperCase(Locale.ROOT);
        keywords.put(entry.substring(0, colon), Optional.of(BlockKind.valueOf(kind)));
      }
    }
    Map<String, String> old = new HashMap<>();
    for (String entry : obsolete.isEmpty() ? List.<String>of() : List.of(obsolete.split(" "))) {
      int colon = entry.indexOf(':');
      old.put(
          colon < 0 ? entry : entry.substring(0, colon),
          entry.substring(colon + 1, colon < 0 ? colon + 1 : entry.length()));
    }
    return new KeywordTable(Collections.unmodifiableMap(keywords), Map.copyOf(old));
  }
}
