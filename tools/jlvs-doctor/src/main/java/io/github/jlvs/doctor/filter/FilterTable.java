// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.Map;
import java.util.Set;

/**
 * A table of chains.
 *
 * @param owner which tool shows and changes it
 * @param family of nft, such as {@code inet}; {@code ip} for iptables, {@code ip6} for ip6tables
 */
record FilterTable(Owner owner, String family, String name, Map<String, Chain> chains) {
  private static final String FIREWALLD = "firewalld";

  /** firewalld makes it where it is told to panic, and lets nothing pass. */
  private static final String PANIC = "firewalld_policy_drop";

  private static final Set<String> TABLES_OF_IPTABLES =
      Set.of("filter", "nat", "mangle", "raw", "security");

  /** What the table is changed by. */
  enum Owner {
    NFT,
    /** iptables, where it writes into nftables. */
    IPTABLES_NFT,
    /** iptables with tables of its own in the kernel. */
    IPTABLES_LEGACY,
    FIREWALLD
  }

  FilterTable {
    chains = Map.copyOf(chains);
  }

  /** Whose a table of nftables is, by what those name their tables and chains. */
  static Owner ownerOf(String family, String table, Set<String> baseChains) {
    if (table.equals(FIREWALLD) || table.equals(PANIC)) {
      return Owner.FIREWALLD;
    }
    boolean iptables =
        (family.equals("ip") || family.equals("ip6"))
            && TABLES_OF_IPTABLES.contains(table)
            && !baseChains.isEmpty()
            && baseChains.stream()
                .allMatch(chain -> chain.equals(chain.toUpperCase(java.util.Locale.ROOT)));
    return iptables ? Owner.IPTABLES_NFT : Owner.NFT;
  }

  /** Whether it is there for firewalld's panic alone. */
  boolean isPanic() {
    return owner == Owner.FIREWALLD && name.equals(PANIC);
  }

  /** Whether packets of its version of IP come by. */
  boolean sees(Packet packet) {
    return !family.equals(packet.isIpv4() ? "ip6" : "ip");
  }

  /** What iptables is called for its version of IP. */
  String command(String iptables) {
    return IptablesNames.of(family, iptables);
  }

  /** As a person finds it again. */
  String title() {
    return switch (owner) {
      case NFT, FIREWALLD -> "table " + family + " " + name;
      case IPTABLES_NFT -> "table " + name + " of " + command("iptables");
      case IPTABLES_LEGACY -> "table " + name + " of " + command("iptables-legacy");
    };
  }
}
