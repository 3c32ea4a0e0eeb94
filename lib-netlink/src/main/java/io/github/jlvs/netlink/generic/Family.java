// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.generic;

import java.util.Map;

/**
 * A generic netlink family as the running kernel knows it. The id differs from boot to boot.
 *
 * @param name its name, for example {@code IPVS}
 * @param id its message type
 * @param version its version
 * @param groups its multicast groups' numbers by name
 */
public record Family(String name, int id, int version, Map<String, Integer> groups) {
  /** Keeps a copy of the groups. */
  public Family {
    groups = Map.copyOf(groups);
  }
}
