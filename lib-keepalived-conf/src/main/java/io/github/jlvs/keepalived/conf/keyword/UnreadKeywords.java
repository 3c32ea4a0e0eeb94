// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keywords of keepalived 2.2.7 that nothing reads, with what follows from that. {@code
 * word:KIND} opens a block of that kind. One that is read now is declared by its reader, and no
 * longer stands here.
 */
final class UnreadKeywords {
  private static final Consequence NOT_TRACKED =
      Consequence.of("the addresses stay here even while what it looks at is dead");
  private static final Consequence NOT_CHECKED =
      Consequence.of("without another check this real_server stays in the table, dead or alive");

  private static final String TRACKED = "track_file:ITEMS track_process:ITEMS track_bfd:ITEMS";

  private static final String CHECKER =
      """
      connect_ip connect_port bindto bind_port bind_if connect_timeout fwmark retry
      delay_before_retry warmup delay_loop alpha log_all_failures
      """;

  private static final String HTTP =
      CHECKER + "url:URL nb_get_retry virtualhost http_protocol enable_sni fast_recovery";

  private static final String CHECKS =
      """
      HTTP_GET:HTTP_GET SSL_GET:SSL_GET MISC_CHECK:MISC_CHECK SMTP_CHECK:SMTP_CHECK
      DNS_CHECK:DNS_CHECK UDP_CHECK:UDP_CHECK PING_CHECK:PING_CHECK FILE_CHECK:FILE_CHECK
      BFD_CHECK:BFD_CHECK
      """;

  /** Each kind of block with what is not read in it. */
  static final Map<BlockKind, Map<String, KnownKeyword>> ALL = all();

  private final Map<BlockKind, Map<String, KnownKeyword>> blocks = new EnumMap<>(BlockKind.class);

  private UnreadKeywords() {}

  private static Map<BlockKind, Map<String, KnownKeyword>> all() {
    UnreadKeywords unread = new UnreadKeywords();
    unread.outside();
    unread.virtualRouters();
    unread.virtualServers();
    unread.blocksOfRouters();
    unread.checkers();
    return Collections.unmodifiableMap(unread.blocks);
  }

  private void outside() {
    ignored(
        BlockKind.ROOT,
        """
        virtual_server_group:ITEMS vrrp_track_process:VRRP_TRACK_PROCESS track_file:TRACK_FILE
        vrrp_track_file:TRACK_FILE track_group:TRACK_GROUP
        static_ipaddress:ITEMS
        static_routes:ITEMS static_rules:ITEMS bfd_instance:BFD_INSTANCE SSL:SSL net_namespace
        net_namespace_ipvs namespace_with_ipsets use_pid_dir instance
        child_wait_time
        """);
    ignored(BlockKind.GLOBAL_DEFS, UnreadGlobalKeywords.IGNORED);
    add(BlockKind.GLOBAL_DEFS, Consequence.NO_SCRIPT, "startup_script shutdown_script");
    add(
        BlockKind.GLOBAL_DEFS,
        Consequence.NO_MAIL,
        """
        notification_email:ITEMS notification_email_from smtp_server smtp_connect_timeout
        smtp_helo_name smtp_alert smtp_alert_vrrp smtp_alert_checker no_email_faults
        no_checker_emails
        """);
  }

  private void virtualRouters() {
    BlockKind router = BlockKind.VRRP_INSTANCE;
    ignored(
        router,
        """
        use_vmac_addr vmac_xmit_base use_ipvlan vrf native_ipv6
        promote_secondaries vmac_garp_intvl
        """);
    add(router, NOT_TRACKED, TRACKED);
    add(router, Consequence.NO_MAIL, "smtp_alert");
    say(router, "the routes are not set", "virtual_routes:ITEMS");
    say(router, "the rules are not set", "virtual_rules:ITEMS");
    say(router, "the addresses have the hardware address of the interface", "use_vmac");
    BlockKind group = BlockKind.VRRP_SYNC_GROUP;
    ignored(group, "global_tracking");
    add(group, NOT_TRACKED, TRACKED);
    add(group, Consequence.NO_MAIL, "smtp_alert");
  }

  private void virtualServers() {
    ignored(BlockKind.VIRTUAL_SERVER, "ha_suspend virtualhost snmp_name hashed");
    add(BlockKind.VIRTUAL_SERVER, Consequence.NO_MAIL, "smtp_alert");
    ignored(BlockKind.REAL_SERVER, "virtualhost snmp_name");
    add(BlockKind.REAL_SERVER, Consequence.NO_MAIL, "smtp_alert");
    add(BlockKind.REAL_SERVER, NOT_CHECKED, CHECKS);
  }

  private void blocksOfRouters() {
    ignored(
        BlockKind.VRRP_TRACK_PROCESS,
        """
        process param_match weight quorum quorum_max delay terminate_delay fork_delay full_command
        """);
    ignored(BlockKind.TRACK_FILE, "file weight init_file");
    ignored(BlockKind.TRACK_GROUP, "group:ITEMS");
    ignored(
        BlockKind.BFD_INSTANCE,
        """
        source_ip neighbor_ip neighbour_ip min_rx min_tx idle_tx multiplier passive ttl hoplimit
        max_hops weight vrrp checker
        """);
  }

  private void checkers() {
    ignored(BlockKind.SSL, "password ca certificate key");
    ignored(BlockKind.HTTP_GET, HTTP);
    ignored(BlockKind.SSL_GET, HTTP);
    ignored(
        BlockKind.URL,
        """
        path digest status_code virtualhost regex regex_no_match regex_options regex_stack
        regex_min_offset regex_max_offset
        """);
    ignored(
        BlockKind.MISC_CHECK,
        """
        misc_path misc_timeout misc_dynamic user alpha delay_before_retry delay_loop
        log_all_failures retry warmup
        """);
    ignored(BlockKind.SMTP_CHECK, CHECKER + "helo_name host:SMTP_HOST");
    ignored(BlockKind.SMTP_HOST, CHECKER);
    ignored(BlockKind.DNS_CHECK, CHECKER + "type name");
    ignored(
        BlockKind.UDP_CHECK, CHECKER + "payload require_reply min_reply_length max_reply_length");
    ignored(BlockKind.PING_CHECK, CHECKER);
    ignored(BlockKind.FILE_CHECK, "track_file weight");
    ignored(BlockKind.BFD_CHECK, "name alpha");
  }

  private void ignored(BlockKind kind, String words) {
    add(kind, Consequence.IGNORED, words);
  }

  private void say(BlockKind kind, String consequence, String words) {
    add(kind, Consequence.of(consequence), words);
  }

  private void add(BlockKind kind, Consequence consequence, String words) {
    Map<String, KnownKeyword> keywords =
        blocks.computeIfAbsent(kind, each -> new LinkedHashMap<>());
    for (String word : words.strip().split("\\s+")) {
      int colon = word.indexOf(':');
      Optional<BlockKind> opens =
          colon < 0 ? Optional.empty() : Optional.of(BlockKind.valueOf(word.substring(colon + 1)));
      keywords.put(
          colon < 0 ? word : word.substring(0, colon),
          new KnownKeyword(opens, Optional.of(consequence)));
    }
  }
}
