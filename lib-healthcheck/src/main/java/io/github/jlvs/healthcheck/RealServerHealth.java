// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What the checks of one real server say together, and the weight it has now. */
final class RealServerHealth {
  private final RealServer configuration;
  private final BitSet failing = new BitSet();
  private int weight;

  /** Whether RealServerDown has been told for this spell of being down. */
  private boolean toldDown;

  RealServerHealth(RealServer configuration) {
    this.configuration = configuration;
    this.weight = configuration.weight();
    for (int i = 0; i < configuration.checks().size(); i++) {
      failing.set(i, configuration.checks().get(i).policy().alpha());
    }
  }

  private RealServerHealth(RealServer configuration, RealServerHealth known) {
    this.configuration = configuration;
    this.toldDown = known.toldDown;
    boolean sameWeight = known.configuration.weight() == configuration.weight();
    this.weight = sameWeight ? known.weight : configuration.weight();
    List<Optional<Check>> left = new ArrayList<>();
    known.configuration.checks().forEach(check -> left.add(Optional.of(check)));
    for (int i = 0; i < configuration.checks().size(); i++) {
      int j = left.indexOf(Optional.of(configuration.checks().get(i)));
      failing.set(i, j >= 0 ? known.failing.get(j) : !known.up());
      if (j >= 0) {
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

  int weight() {
    return weight;
  }

  void weigh(int newWeight) {
    weight = newWeight;
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
    boolean news = !up() && !toldDown && state == CheckState.DOWN;
    toldDown = !up() && (toldDown || news);
    return news;
  }
}
