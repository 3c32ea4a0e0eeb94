// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.netfilter.AddressTable;
import java.util.Set;

/**
 * The tables of nftables, one for IPv4 and one for IPv6, in which the addresses of masters stand
 * that do not accept packets to them.
 *
 * @param name the name of both, 1 to 63 ASCII letters, digits and {@code _ - .}; nobody else's
 * @param priority where their chains stand among others at the same hook; lower comes first
 * @param counters whether what is dropped is counted
 */
public record FilterTable(String name, int priority, boolean counters) {
  /** keepalived's: {@code keepalived}, just before nft's {@code filter}, nothing counted. */
  public static final FilterTable DEFAULT = new FilterTable("keepalived", -1, false);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if no table can have it
   */
  public FilterTable {
    AddressTable unused = new AddressTable(AddressFamily.IPV4, name, priority, counters, Set.of());
  }
}
