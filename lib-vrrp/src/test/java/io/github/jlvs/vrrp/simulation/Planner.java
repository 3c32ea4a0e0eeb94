// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws a {@link Plan} from a seed. */
final class Planner {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Integer> CLOCKS = List.of(0, 0, 100, 5_000, 20_000);
  private static final List<Integer> PRIORITIES = List.of(1, 50, 90, 100, 101, 150, 200, 254);
  private static final List<Long> DELAYS =
      List.of(100_000L, 1_000_000L, 1_000_000L, 10_000_000L, 50_000_000L, 300_000_000L);

  private final Dice dice;
  private final int routers;
  private final int lans;
  private final int interval;
  private final long largestDelay;

  private Planner(Dice dice) {
    this.dice = dice;
    this.routers = 2 + dice.below(4);
    this.lans = dice.percent(20) ? 2 : 1;
    this.interval = dice.percent(75) ? 1 : 1 + dice.below(3);
    this.largestDelay = dice.percent(5) ? interval * SECOND * 9 / 10 : dice.of(DELAYS);
  }

  static Plan plan(long seed) {
    Planner planner = new Planner(new Dice(seed));
    List<RouterPlan> routers = planner.routers();
    Storms storms = new Storms(planner.dice, routers, planner.lans, planner.largestDelay);
    int duplicates = planner.dice.percent(30) ? planner.dice.below(30) : 0;
    return new Plan(
        seed,
        routers,
        planner.lans,
        planner.largestDelay,
        duplicates,
        storms.faults(),
        storms.end());
  }

  private List<RouterPlan> routers() {
    List<RouterPlan> plans = new ArrayList<>();
    int worstClock = dice.of(CLOCKS);
    // In three of ten worlds all have the same priority: addresses decide.
    int samePriority = dice.percent(30) ? dice.of(PRIORITIES) : 0;
    // Two owners are a mistake of their owner's, and the protocol stands it.
    int owner = dice.percent(12) ? dice.below(routers) : -1;
    int secondOwner = owner >= 0 && dice.percent(40) ? dice.below(routers) : owner;
    boolean allPreempt = dice.percent(60);
    boolean delays = dice.percent(30);
    int adverts = dice.percent(85) ? 3 : 3 + dice.below(3);
    boolean answer = dice.percent(80);
    boolean advertiseBefore = dice.percent(20);
    List<Integer> hosts = new ArrayList<>();
    for (int router = 0; router < routers; router++) {
      int priority = samePriority != 0 ? samePriority : dice.of(PRIORITIES);
      VirtualRouterConfig.Builder[] members = new VirtualRouterConfig.Builder[lans];
      boolean preempt = allPreempt || dice.percent(50);
      long delay = delays && dice.percent(60) ? dice.between(SECOND / 10, 12 * SECOND) : 0;
      List<VirtualRouterConfig> configs = new ArrayList<>();
      List<Inet4Address> addresses = new ArrayList<>();
      int host = host(hosts);
      for (int lan = 0; lan < members.length; lan++) {
        configs.add(
            VirtualRouterConfig.builder(51 + lan, address(lan, 250))
                .priority(router == owner || router == secondOwner ? 255 : priority)
                .intervalSeconds(interval)
                .preempt(preempt)
                .preemptDelay(Duration.ofNanos(delay))
                .downTimerAdverts(adverts)
                .answerLowerPriority(answer)
                .advertiseBeforeYielding(advertiseBefore)
                .build());
        addresses.add(address(lan, host));
      }
      Clock clock =
          new Clock(dice.between(0, 1_000 * SECOND), (int) dice.between(-worstClock, worstClock));
      plans.add(new RouterPlan(Fault.name(router), configs, addresses, clock));
    }
    return plans;
  }

  private int host(List<Integer> taken) {
    int host = 1 + dice.below(249);
    while (taken.contains(host)) {
      host = 1 + dice.below(249);
    }
    taken.add(host);
    return host;
  }

  private static Inet4Address address(int lan, int host) {
    try {
      return (Inet4Address) InetAddress.getByAddress(new byte[] {10, 0, (byte) lan, (byte) host});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
