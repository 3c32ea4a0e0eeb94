// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

/** The command that lets packets of a kind pass a chain. */
final class Opening {
  private Opening() {}

  /**
   * By the tool that the table belongs to: what another writes into it would be gone at its next
   * reload.
   *
   * @param chain the one that the kernel calls, whatever chain the rule is in
   * @param stop where one ended
   * @param content what they carry
   */
  static String of(
      FilterTable table, Chain chain, Passage.Stop stop, Content content, IptablesNames iptables) {
    if (table.isPanic()) {
      return "firewall-cmd --panic-off";
    }
    return FirewalldScope.of(stop)
        .map(scope -> scope.opening(stop.chain(), content))
        .orElseGet(() -> insert(table, chain, content, iptables));
  }

  private static String insert(
      FilterTable table, Chain chain, Content content, IptablesNames iptables) {
    return switch (table.owner()) {
      // In no zone or policy there is nothing that firewalld could be told.
      case NFT, FIREWALLD ->
          "nft insert rule %s %s %s %s accept"
              .formatted(table.family(), table.name(), chain.name(), content.nft());
      case IPTABLES_NFT -> insert(iptables.nft(), table, chain, content);
      case IPTABLES_LEGACY -> insert(iptables.legacy(), table, chain, content);
    };
  }

  private static String insert(String command, FilterTable table, Chain chain, Content content) {
    String where = table.name().equals("filter") ? "" : " -t " + table.name();
    return "%s%s -I %s %s -j ACCEPT"
        .formatted(table.command(command), where, chain.name(), content.iptables());
  }
}
