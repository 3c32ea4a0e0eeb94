// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.ArrayList;
import java.util.List;

/** Draws a {@link Plan} from a seed. */
final class Planner {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Integer> CLOCKS = List.of(0, 0, 100, 5_000, 20_000);
  private static final List<Long> DELAYS =
      List.of(100_000L, 1_000_000L, 1_000_000L, 10_000_000L, 50_000_000L, 300_000_000L);

  private final Dice dice;
  private final int routers;
  private final int lans;
  private final int interval;
  private final int worstClock;
  private final long largestDelay;
  private final Speech speech;

  private Planner(long seed, Dice dice) {
    this.dice = dice;
    this.routers = 2 + dice.below(4);
    this.lans = dice.percent(20) ? 2 + dice.below(2) : 1;
    this.interval = dice.percent(75) ? 1 : 1 + dice.below(3);
    this.worstClock = dice.of(CLOCKS);
    this.largestDelay = dice.percent(5) ? interval * SECOND * 9 / 10 : dice.of(DELAYS);
    this.speech = new Speech(new Dice(seed).apart(3), lans, interval, largestDelay);
  }

  static Plan plan(long seed) {
    Planner planner = new Planner(seed, new Dice(seed));
    Settings settings =
        new Settings(
            planner.dice,
            new Dice(seed).apart(2),
            new Dice(seed).apart(4),
            planner.routers,
            planner.speech,
            planner.fewestAdverts());
    List<Integer> hosts = new ArrayList<>();
    List<RouterPlan> routers = planner.routers(settings, hosts);
    Storms storms =
        new Storms(planner.dice, routers, settings, planner.speech, hosts, planner.largestDelay);
    int duplicates = planner.dice.percent(30) ? planner.dice.below(30) : 0;
    return new Plan(
        seed,
        routers,
        planner.speech.protocols(),
        planner.largestDelay,
        duplicates,
        storms.faults(),
        storms.end());
  }

  /** How few advertisements may be missed where late ones must not count as missed. */
  private int fewestAdverts() {
    long shortest = speech.shortestInterval();
    boolean skewIsLonger = speech.isVersion2() || shortest >= 300 * largestDelay;
    if (largestDelay <= 1_000_000 && worstClock <= 100 && skewIsLonger) {
      return speech.fewestAdverts(1);
    }
    return largestDelay <= 300_000_000 && 3 * largestDelay <= shortest ? 2 : 3;
  }

  private List<RouterPlan> routers(Settings settings, List<Integer> hosts) {
    List<RouterPlan> plans = new ArrayList<>();
    for (int router = 0; router < routers; router++) {
      boolean astray = settings.strays() && dice.percent(30);
      Clock clock =
          new Clock(dice.between(0, 1_000 * SECOND), (int) dice.between(-worstClock, worstClock));
      plans.add(
          new RouterPlan(
              Fault.name(router),
              settings.draw(router, astray),
              speech.addresses(host(dice, hosts)),
              clock));
    }
    return plans;
  }

  /** A host that no other has or had. */
  static int host(Dice dice, List<Integer> taken) {
    int host = 1 + dice.below(249);
    while (taken.contains(host)) {
      host = 1 + dice.below(249);
    }
    taken.add(host);
    return host;
  }
}
