// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

/** The command that lets advertisements pass a chain. */
final class Opening {
  private Opening() {}

  /**
   * By the tool that the table belongs to: what another writes into it would be gone at its next
   * reload.
   *
   * @param chain the one that the kernel calls, whatever chain the rule is in
   * @param stop where an advertisement ended
   */
  static String of(FilterTable table, Chain chain, Passage.Stop stop, IptablesNames iptables) {
    if (table.isPanic()) {
      return "firewall-cmd --panic-off";
    }
    return FirewalldScope.of(stop)
        .map(scope -> scope.opening(stop.chain()))
        .orElseGet(() -> insert(table, chain, iptables));
  }

  private static String insert(FilterTable table, Chain chain, IptablesNames iptables) {
    return switch (table.owner()) {
      // In no zone or policy there is nothing that firewalld could be told.
      case NFT, FIREWALLD ->
          "nft insert rule %s %s %s meta l4proto 112 accept"
              .formatted(table.family(), table.name(), chain.name());
      case IPTABLES_NFT -> insert(iptables.nft(), table, chain);
      case IPTABLES_LEGACY -> insert(iptables.legacy(), table, chain);
    };
  }

  private static String insert(String command, FilterTable table, Chain chain) {
    String where = table.name().equals("filter") ? "" : " -t " + table.name();
    return table.command(command) + where + " -I " + chain.name() + " -p vrrp -j ACCEPT";
  }
}
