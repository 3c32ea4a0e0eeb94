// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which virtual routers have resigned, and how long they leave others to be master. */
final class Resting {
  /** One rest: its end by the loop's clock, and by the system's for whoever reads. */
  private record Rest(long end, Instant until) {}

  private final Map<String, Rest> rests = new HashMap<>();

  void begin(String router, long now, Duration length) {
    rests.put(router, new Rest(now + length.toNanos(), Instant.now().plus(length)));
  }

  /** Ends it; false where it was none. */
  boolean end(String router) {
    return rests.remove(router) != null;
  }

  Optional<Instant> until(String router) {
    return Optional.ofNullable(rests.get(router)).map(Rest::until);
  }

  /** Those whose rest is over by now. */
  List<String> over(long now) {
    return rests.entrySet().stream()
        .filter(each -> each.getValue().end() - now <= 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When the next one is over, or {@link Timers#NEVER}. */
  long nextEnd() {
    return rests.values().stream().mapToLong(Rest::end).min().orElse(Timers.NEVER);
  }

  void keepOnly(Collection<String> routers) {
    rests.keySet().retainAll(Set.copyOf(routers));
  }
}
