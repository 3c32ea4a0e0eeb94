// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keywords of keepalived 2.2.7, and of its releases up to 2.4.3, that nothing reads, with what
 * follows from that. {@code word:KIND} opens a block of that kind. One that is read now is declared
 * by its reader, and no longer stands here.
 */
final class UnreadKeywords {
  private static final Consequence NOT_TRACKED =
      Consequence.of("the addresses stay here even while what it looks at is dead");

  private static final String TRACKED = "track_bfd:ITEMS";

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
    BlockKind root = BlockKind.ROOT;
    say(root, "nothing is tracked by it", "bfd_instance:BFD_INSTANCE");
    add(
        root,
        Consequence.withoutEffect(
            "SSL_GET shows no certificate, and trusts any as in keepalived (write 'ca_file' in it to trust some alone)"),
        "SSL:SSL");
    add(root, Consequence.withoutEffect("there are no ipsets"), "namespace_with_ipsets");
    add(root, Consequence.ONE_PROCESS, "child_wait_time");
    add(
        root,
        Consequence.refused(
            "everything is done in the network namespace that the program is started in (start it"
                + " with --namespace NAME or systemd's NetworkNamespacePath=, and take this line"
                + " out)"),
        "net_namespace net_namespace_ipvs");
    UnreadGlobalKeywords.ALL.forEach(
        (consequence, words) -> add(BlockKind.GLOBAL_DEFS, consequence, words));
  }

  private void virtualRouters() {
    BlockKind router = BlockKind.VRRP_INSTANCE;
    add(router, NOT_TRACKED, TRACKED);
    say(router, "its sockets are those of the interface, and of no VRF", "vrf");
    group();
  }

  private void group() {
    BlockKind group = BlockKind.VRRP_SYNC_GROUP;
    add(group, NOT_TRACKED, TRACKED);
    say(group, "each member goes by what it tracks itself", "global_tracking");
  }

  private void virtualServers() {
    BlockKind server = BlockKind.VIRTUAL_SERVER;
    add(server, Consequence.holdsAnyway("the kernel sets this flag of each service"), "hashed");
    add(
        BlockKind.REAL_SERVER,
        Consequence.refused(
            "BFD is not spoken here, and nobody would find this real_server dead (check it in"
                + " another way, with PING_CHECK for example, or leave the check out)"),
        "BFD_CHECK:BFD_CHECK");
    for (BlockKind either : List.of(server, BlockKind.REAL_SERVER)) {
      add(either, Consequence.NO_SNMP, "snmp_name");
    }
  }

  private void blocksOfRouters() {
    unused(
        BlockKind.BFD_INSTANCE,
        """
        source_ip neighbor_ip neighbour_ip min_rx min_tx idle_tx multiplier passive ttl hoplimit
        max_hops multihop weight vrrp checker
        """);
  }

  private void checkers() {
    unused(BlockKind.SSL, "password ca certificate key");
    add(
        BlockKind.URL,
        Consequence.withoutEffect(
            "a server that ends a connection without ending TLS is no failure"),
        "tls_compliant");
    unused(BlockKind.BFD_CHECK, "name alpha");
  }

  /** The words of a block that nothing reads: what follows is said where the block begins. */
  private void unused(BlockKind kind, String words) {
    add(kind, Optional.empty(), words);
  }

  private void say(BlockKind kind, String consequence, String words) {
    add(kind, Consequence.of(consequence), words);
  }

  private void add(BlockKind kind, Consequence consequence, String words) {
    add(kind, Optional.of(consequence), words);
  }

  private void add(BlockKind kind, Optional<Consequence> consequence, String words) {
    Map<String, KnownKeyword> keywords =
        blocks.computeIfAbsent(kind, each -> new LinkedHashMap<>());
    for (String word : words.strip().split("\\s+")) {
      int colon = word.indexOf(':');
      Optional<BlockKind> opens =
          colon < 0 ? Optional.empty() : Optional.of(BlockKind.valueOf(word.substring(colon + 1)));
      keywords.put(
          colon < 0 ? word : word.substring(0, colon), new KnownKeyword(opens, consequence));
    }
  }
}
