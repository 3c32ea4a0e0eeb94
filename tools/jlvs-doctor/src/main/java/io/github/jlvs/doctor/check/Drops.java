// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.filter.Dropped;
import io.github.jlvs.doctor.filter.Packet;
import io.github.jlvs.doctor.seen.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What checks of packet filters have in common. */
final class Drops {
  private Drops() {}

  /** Where packet filters throw a packet away; nothing where they could not be read. */
  static List<Dropped> of(Seen seen, Packet packet) {
    return seen.filters().seen().map(filters -> filters.dropping(packet)).orElse(List.of());
  }

  /** The same, but for what the listing alone does not say. */
  static List<Dropped> certain(Seen seen, Packet packet) {
    return of(seen, packet).stream().filter(Dropped::certain).toList();
  }

  /** What a rule is, and what it has counted meanwhile. */
  static List<String> shown(Seen seen, List<Dropped> dropping) {
    List<String> shown = new ArrayList<>();
    for (Dropped each : dropping) {
      shown.add(each.where() + ": " + each.rule() + counted(seen, each));
    }
    if (!dropping.isEmpty()) {
      return shown;
    }
    return List.of(
        seen.filters()
            .missing()
            .map(why -> "the packet filters could not be read: " + why)
            .orElse("no rule of nft or iptables that does so was found (nft list ruleset)"));
  }

  private static String counted(Seen seen, Dropped dropped) {
    OptionalLong meanwhile =
        seen.filters()
            .seen()
            .map(filters -> filters.meanwhile(dropped))
            .orElse(OptionalLong.empty());
    if (dropped.packets().isEmpty()) {
      return " (it does not count)";
    }
    return " (it has counted "
        + dropped.packets().getAsLong()
        + (meanwhile.isPresent() ? ", " + meanwhile.getAsLong() + " of them meanwhile" : "")
        + ")";
  }

  /** The commands that open them, each once. */
  static List<Remedy> opening(List<Dropped> dropping) {
    if (dropping.isEmpty()) {
      return List.of(
          new Remedy.Advice(
              "Look for what else filters packets here: eBPF programs (bpftool net), a firewall of"
                  + " the cloud or hypervisor."));
    }
    return dropping.stream().map(Dropped::remedy).distinct().map(Remedy::here).toList();
  }
}
