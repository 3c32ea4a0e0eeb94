// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that this host cannot make. What they lack they mostly lack together, so each reason is
 * said once, with the first check that it hit, and once more when it is over for all of them.
 */
final class ImpossibleChecks {
  /** Which check. */
  record Subject(VirtualServerName virtualServer, ServiceAddress realServer, Check check) {}

  private final Map<Subject, String> reasons = new HashMap<>();
  private final Map<String, Set<Subject>> hit = new HashMap<>();

  /** A check could not be made. Returns what is to be said. */
  Optional<String> impossible(Subject subject, String reason) {
    Optional<String> before = Optional.ofNullable(reasons.put(subject, reason));
    before.filter(known -> !known.equals(reason)).ifPresent(known -> forget(subject, known));
    Set<Subject> subjects = hit.computeIfAbsent(reason, unused -> new HashSet<>());
    boolean news = subjects.isEmpty();
    subjects.add(subject);
    return news
        ? Optional.of(
            "Cannot check %s of %s, its state is kept: %s (said once for all checks)"
                .formatted(subject.realServer(), subject.virtualServer(), reason))
        : Optional.empty();
  }

  /** A check could be made again. Returns what is to be said. */
  Optional<String> possibleAgain(Subject subject) {
    return Optional.ofNullable(reasons.remove(subject))
        .filter(reason -> forget(subject, reason))
        .map(reason -> "All checks can be made again, this is over: " + reason);
  }

  /** After a reload what is still impossible is said anew. */
  void clear() {
    reasons.clear();
    hit.clear();
  }

  private boolean forget(Subject subject, String reason) {
    Set<Subject> left = hit.getOrDefault(reason, Set.of());
    boolean last = left.remove(subject) && left.isEmpty();
    if (last) {
      hit.remove(reason);
    }
    return last;
  }
}
