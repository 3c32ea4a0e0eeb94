// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the checks of one real server say together, and the weight it has now. */
final class RealServerHealth {
  private final RealServer configuration;
  private final BitSet failing = new BitSet();

  /** What those checks say of the weight that say anything; by the number of the check. */
  private Map<Integer, WeightAdvice> advice = Map.of();

  /** Whether RealServerDown has been told for this spell of being down. */
  private boolean toldDown;

  RealServerHealth(RealServer configuration) {
    this.configuration = configuration;
    for (int i = 0; i < configuration.checks().size(); i++) {
      failing.set(i, configuration.checks().get(i).policy().alpha());
    }
  }

  private RealServerHealth(RealServer configuration, RealServerHealth known) {
    this.configuration = configuration;
    this.toldDown = known.toldDown;
    List<Optional<Check>> left = new ArrayList<>();
    known.configuration.checks().forEach(check -> left.add(Optional.of(check)));
    for (int i = 0; i < configuration.checks().size(); i++) {
      int j = left.indexOf(Optional.of(configuration.checks().get(i)));
      failing.set(i, j >= 0 ? known.failing.get(j) : !known.up());
      if (j >= 0) {
        advise(i, known.advice.getOrDefault(j, WeightAdvice.AS_CONFIGURED));
        // Of two equal checks the second takes over the second one's state, as the loop does.
        left.set(j, Optional.empty());
      }
    }
  }

  /** The same server after a reload. */
  RealServerHealth reconfigured(RealServer next) {
    return new RealServerHealth(next, this);
  }

  RealServer configuration() {
    return configuration;
  }

  ServiceAddress address() {
    return configuration.address();
  }

  boolean up() {
    return failing.isEmpty();
  }

  CheckState state(int check) {
    return failing.get(check) ? CheckState.DOWN : CheckState.UP;
  }

  /** Such as the checks would have it, which do not know of one another. */
  int weight() {
    long weight = configuration.weight();
    for (WeightAdvice each : advice.values()) {
      weight += difference(each, configuration.weight());
    }
    return (int) Math.max(0, Math.min(weight, Integer.MAX_VALUE));
  }

  private static long difference(WeightAdvice advice, int configured) {
    if (advice instanceof WeightAdvice.Exactly exactly) {
      return (long) exactly.weight() - configured;
    } else if (advice instanceof WeightAdvice.More more) {
      return more.difference();
    } else if (advice instanceof WeightAdvice.AsConfigured) {
      return 0;
    }
    throw new IllegalStateException("not known what follows from " + advice);
  }

  /** Takes what a check says of the weight. */
  void advise(int check, WeightAdvice said) {
    Map<Integer, WeightAdvice> next = new HashMap<>(advice);
    next.put(check, said);
    next.values().remove(WeightAdvice.AS_CONFIGURED);
    advice = Map.copyOf(next);
  }

  /**
   * Takes in the state of a check.
   *
   * @return whether the server is down and that has not been told yet
   */
  boolean report(int check, CheckState state) {
    if (check >= configuration.checks().size()) {
      return false;
    }
    failing.set(check, state == CheckState.DOWN);
    if (state == CheckState.DOWN && advice.containsKey(check)) {
      // What it said last is no longer so.
      advise(check, WeightAdvice.AS_CONFIGURED);
    }
    boolean news = !up() && !toldDown && state == CheckState.DOWN;
    toldDown = !up() && (toldDown || news);
    return news;
  }
}
