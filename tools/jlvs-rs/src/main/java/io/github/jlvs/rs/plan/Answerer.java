// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;

/**
 * Somebody who answers for a virtual address.
 *
 * @param mac the Ethernet address: lower case with colons
 * @param here whether it is this host, which does not hear itself: told by its own settings
 * @param known other addresses of that neighbour, where this host knows some
 */
public record Answerer(String mac, boolean here, List<String> known) {
  public Answerer {
    known = List.copyOf(known);
  }
}
