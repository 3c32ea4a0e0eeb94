// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A chain of rules.
 *
 * @param place where the kernel calls it; nothing for one that only rules jump to
 * @param drops whether its policy throws away what no rule has decided
 * @param policyPackets how many packets came to its policy; nothing where that is not counted
 */
record Chain(
    String name,
    Optional<Place> place,
    boolean drops,
    OptionalLong policyPackets,
    List<Rule> rules) {
  Chain {
    rules = List.copyOf(rules);
  }

  /**
   * A place in the kernel.
   *
   * @param priority lower comes first
   * @param device the one interface that it is bound to, for a hook of an interface
   */
  record Place(Hook hook, int priority, Optional<String> device) {}

  /** Where packets come by, in the order in which one that comes in does, then one that leaves. */
  enum Hook {
    INGRESS(Packet.Way.IN),
    PREROUTING(Packet.Way.IN),
    INPUT(Packet.Way.IN),
    OUTPUT(Packet.Way.OUT),
    POSTROUTING(Packet.Way.OUT),
    EGRESS(Packet.Way.OUT);

    private final Packet.Way way;

    Hook(Packet.Way way) {
      this.way = way;
    }

    /** Which packets come by. */
    Packet.Way way() {
      return way;
    }

    /** By its name; nothing for one that no packet of this host's own passes. */
    static Optional<Hook> named(String name) {
      for (Hook each : values()) {
        if (each.name().equals(name.toUpperCase(Locale.ROOT))) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
