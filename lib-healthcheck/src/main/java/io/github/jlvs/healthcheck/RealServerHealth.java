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

  /** Those that have reported a success since the start. */
  private final BitSet proven = new BitSet();

  private boolean everUp;

  /** The number of its last failure among those of its virtual server; 0 without one. */
  private long failedAs;

  /** What those checks say of the weight that say anything; by the number of the check. */
  private Map<Integer, WeightAdvice> advice = Map.of();

  /** Whether RealServerDown has been told for this spell of being down. */
  private boolean toldDown;

  private Optional<AdministrativeState> decided = Optional.empty();

  /** Whether it was up when it was disabled: what has been told of it since. */
  private boolean upBefore;

  RealServerHealth(RealServer configuration) {
    this.configuration = configuration;
    for (int i = 0; i < configuration.checks().size(); i++) {
      failing.set(i, configuration.checks().get(i).policy().alpha());
    }
  }

  private RealServerHealth(RealServer configuration, RealServerHealth known) {
    this.configuration = configuration;
    this.toldDown = known.toldDown;
    this.decided = known.decided;
    this.upBefore = known.upBefore;
    this.everUp = known.everUp;
    this.failedAs = known.failedAs;
    List<Optional<Check>> left = new ArrayList<>();
    known.configuration.checks().forEach(check -> left.add(Optional.of(check)));
    for (int i = 0; i < configuration.checks().size(); i++) {
      int j = left.indexOf(Optional.of(configuration.checks().get(i)));
      failing.set(i, j >= 0 ? known.failing.get(j) : !known.up());
      proven.set(i, j >= 0 ? known.proven.get(j) : known.everUp);
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

  /** Whether it is kept out, whatever its checks find. */
  boolean disabled() {
    return decided.filter(AdministrativeState.Disabled.class::isInstance).isPresent();
  }

  /** Whether its virtual server can count on it. */
  boolean counts() {
    return up() && !disabled();
  }

  /** Whether new connections fall to it by itself, where no sorry server stands in. */
  boolean takesConnections() {
    return counts() && weightInTable() > 0;
  }

  /** Whether it is down, and new connections would fall to it if it were kept in the table. */
  boolean canBeKept() {
    return !up() && !disabled() && weightInTable() > 0;
  }

  /** Whether all its checks have found it up since the start. */
  boolean wasEverUp() {
    return everUp;
  }

  /** A number that is larger the later it failed; 0 of one that began as failing. */
  long failedAs() {
    return failedAs;
  }

  /** Takes the number of the failure that took it down. */
  void fellAs(long number) {
    failedAs = number;
  }

  /** What the table should have while it is up and no sorry server stands in for it. */
  int weightInTable() {
    return decided.filter(AdministrativeState.Drained.class::isInstance).isPresent() ? 0 : weight();
  }

  /**
   * Takes what is decided of it, or that nothing is any more.
   *
   * @return what there is to tell: what its checks found while nothing followed from it
   */
  List<HealthEvent> administer(Optional<AdministrativeState> next) {
    boolean wasDisabled = disabled();
    decided = next;
    if (disabled() == wasDisabled) {
      return List.of();
    }
    if (disabled()) {
      upBefore = up();
      return List.of();
    }
    if (upBefore == up()) {
      return List.of();
    }
    boolean inhibited = configuration.inhibitOnFailure();
    toldDown = !up();
    return up()
        ? List.of(
            new HealthEvent.ServerAdded(address(), inhibited),
            new HealthEvent.RealServerUp(address()))
        : List.of(
            new HealthEvent.ServerRemoved(address(), inhibited),
            new HealthEvent.RealServerDown(address()));
  }

  /** What the quorum counts: an operator's, or such as the checks would have it. */
  int weight() {
    return decided
        .filter(AdministrativeState.Weighted.class::isInstance)
        .map(AdministrativeState.Weighted.class::cast)
        .map(AdministrativeState.Weighted::weight)
        .orElseGet(this::checkedWeight);
  }

  /** Such as the checks would have it, which do not know of one another. */
  private int checkedWeight() {
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
   * @return whether the server is down and that has not been told yet; never of a disabled one
   */
  boolean report(int check, CheckState state) {
    if (check >= configuration.checks().size()) {
      return false;
    }
    failing.set(check, state == CheckState.DOWN);
    if (state == CheckState.UP) {
      proven.set(check);
      everUp |= up() && proven.cardinality() == configuration.checks().size();
    }
    if (state == CheckState.DOWN && advice.containsKey(check)) {
      // What it said last is no longer so.
      advise(check, WeightAdvice.AS_CONFIGURED);
    }
    if (disabled()) {
      return false;
    }
    boolean news = !up() && !toldDown && state == CheckState.DOWN;
    toldDown = !up() && (toldDown || news);
    return news;
  }
}
