// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Map;
import java.util.Optional;

/**
 * Keywords that once had their place, or are often written by mistake without harm: keepalived
 * 2.2.7 rejects them, and real files still hold them.
 */
public final class ObsoleteKeywords {
  private static final String NOTHING = "";
  private static final Map<String, String> OF_SERVERS =
      Map.of("nat_mask", NOTHING, "net_mask", NOTHING);

  private ObsoleteKeywords() {}

  /**
   * What is written today.
   *
   * @param kind the block
   * @param keyword the first word of a line
   * @return the keyword of today, an empty text where there is none; nothing if the word never had
   *     its place there
   */
  public static Optional<String> today(BlockKind kind, String keyword) {
    return Optional.ofNullable(of(kind).get(keyword));
  }

  /**
   * The obsolete keywords of a block.
   *
   * @param kind the block
   * @return each with what is written today, an empty text where nothing is
   */
  public static Map<String, String> of(BlockKind kind) {
    return switch (kind) {
      case GLOBAL_DEFS -> Map.of("lvs_id", "router_id", "linkbeat_use_polling", NOTHING);
      case VRRP_INSTANCE -> Map.of("net_mask", NOTHING);
      case VIRTUAL_SERVER, REAL_SERVER -> OF_SERVERS;
      case TCP_CHECK, SMTP_CHECK, DNS_CHECK, UDP_CHECK, PING_CHECK ->
          Map.of("nb_get_retry", "retry");
      default -> Map.of();
    };
  }
}
