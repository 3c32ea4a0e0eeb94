// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.netfilter;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.Set;

/**
 * A table of nftables that drops what this host sends from some addresses and what is sent to them,
 * but forwards it all the same: a set of addresses and two chains. The table of IPv6 lets neighbour
 * discovery through, without which an address cannot be reached at all.
 *
 * @param family the family of its addresses, and of the table
 * @param name the table's name, 1 to 63 ASCII letters, digits and {@code _ - .}; nobody else's
 * @param priority where its chains stand among others at the same hook: lower comes first, 0 is
 *     nft's {@code filter}
 * @param counters whether the rules count what they drop
 * @param addresses the addresses, at most 1024
 */
public record AddressTable(
    AddressFamily family, String name, int priority, boolean counters, Set<InetAddress> addresses) {
  private static final int LONGEST_NAME = 63;
  private static final int MOST_ADDRESSES = 1024;

  /**
   * Checks the name and the addresses, and copies the set.
   *
   * @throws IllegalArgumentException if the name is not as it must be, an address is of the other
   *     family, or there are too many
   */
  public AddressTable {
    addresses = Set.copyOf(addresses);
    requireName(name);
    if (addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(
          "table " + name + ": " + addresses.size() + " addresses are more than " + MOST_ADDRESSES);
    }
    for (InetAddress address : addresses) {
      if (AddressFamily.of(address) != family) {
        throw new IllegalArgumentException(
            "table " + name + ": " + address.getHostAddress() + " is of another family");
      }
    }
  }

  static void requireName(String name) {
    boolean right = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      right &=
          (each >= 'a' && each <= 'z')
              || (each >= 'A' && each <= 'Z')
              || (each >= '0' && each <= '9')
              || each == '_'
              || each == '-'
              || each == '.';
    }
    if (!right) {
      throw new IllegalArgumentException(
          "a table of nftables cannot be named '"
              + name
              + "': letters, digits and _ - . are taken");
    }
  }
}
