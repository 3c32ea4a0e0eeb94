// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

/**
 * What the two kinds of iptables are called on a host.
 *
 * @param nft the one that writes into nftables
 * @param legacy the one that has tables of its own
 */
public record IptablesNames(String nft, String legacy) {
  /** Where {@code iptables} writes into nftables, as on every system of these years. */
  public static final IptablesNames USUAL = new IptablesNames("iptables", "iptables-legacy");

  /** Where {@code iptables} is the older one. */
  public static final IptablesNames OLD = new IptablesNames("iptables-nft", "iptables");

  /**
   * What one of them is called for a version of IP.
   *
   * @param command such as {@code iptables-legacy}
   * @param family {@code ip} or {@code ip6}
   */
  public static String of(String family, String command) {
    return family.equals("ip6") ? command.replace("iptables", "ip6tables") : command;
  }
}
