// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.vrrp.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the daemon stands.
 *
 * @param routers the virtual routers that run, and their states
 * @param servers how many real servers are up, where there are virtual servers
 * @param lastReloadRefused whether the last reload kept what ran, for its file had errors
 */
public record Standing(
    SortedMap<String, State> routers, Optional<ServerCount> servers, boolean lastReloadRefused) {
  private static final int NAMED = 5;

  /** Copies the routers. */
  public Standing {
    routers = new TreeMap<>(routers);
  }

  /** One line, for people. */
  public String line() {
    List<String> parts = new ArrayList<>();
    in(State.MASTER, "MASTER of ").ifPresent(parts::add);
    in(State.BACKUP, "BACKUP of ").ifPresent(parts::add);
    in(State.FAULT, "in FAULT: ").ifPresent(parts::add);
    servers
        .map(count -> count.up() + " of " + count.all() + " real servers up")
        .ifPresent(parts::add);
    if (lastReloadRefused) {
      parts.add("the last reload was refused, the log says why");
    }
    return parts.isEmpty() ? "nothing to do" : String.join("; ", parts);
  }

  private Optional<String> in(State state, String words) {
    List<String> names =
        routers.entrySet().stream()
            .filter(each -> each.getValue() == state)
            .map(Map.Entry::getKey)
            .toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return Optional.of(
        words + String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + more);
  }
}
