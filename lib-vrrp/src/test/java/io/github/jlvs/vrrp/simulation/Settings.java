// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws configurations: those of the beginning, and those that reloads bring. */
final class Settings {
  private static final long SECOND = 1_000_000_000L;
  private static final List<Integer> PRIORITIES = List.of(1, 50, 90, 100, 101, 150, 200, 254);
  private static final List<Long> MOMENTS = List.of(0L, SECOND / 2, 3 * SECOND, 5 * SECOND);

  private final Dice dice;
  private final Dice late;
  private final int lans;
  private final Speech speech;
  private final int fewestAdverts;
  private final int samePriority;
  private final int step;
  private final int owner;
  private final int secondOwner;
  private final boolean ownerIgnores;
  private final boolean allPreempt;
  private final boolean delays;
  private final boolean mixed;
  private final boolean strays;

  Settings(Dice dice, Dice late, Dice owners, int routers, Speech speech, int fewestAdverts) {
    this.dice = dice;
    this.late = late;
    this.lans = speech.protocols().size();
    this.speech = speech;
    this.fewestAdverts = fewestAdverts;
    // In three of ten worlds all have the same priority: addresses decide.
    this.samePriority = dice.percent(30) ? dice.of(PRIORITIES) : 0;
    // Members of unequal priority; in the same order on all networks, or groups would cross.
    this.step = lans > 1 && dice.percent(40) ? 1 + dice.below(9) : 0;
    // Two owners are a mistake of their owner's, and the protocol stands it.
    this.owner = step == 0 && dice.percent(15) ? dice.below(routers) : -1;
    this.secondOwner = owner >= 0 && dice.percent(40) ? dice.below(routers) : owner;
    // Two that heed nobody would both be master for ever.
    this.ownerIgnores = secondOwner == owner && owners.percent(50);
    this.allPreempt = dice.percent(60);
    this.delays = dice.percent(35);
    this.mixed = dice.percent(50);
    // What a group must have in common has to be missing on all networks or on none.
    this.strays = dice.percent(15) && !speech.isMixture();
  }

  /** Whether some routers are set up so that they do not understand the others. */
  boolean strays() {
    return strays;
  }

  /** Weights that keep members of unequal priority in their order. */
  int weight() {
    return step > 0 ? (int) dice.between(-40, 40) : (int) dice.between(-150, 150);
  }

  /** Configurations of one machine, one for each network. */
  List<VirtualRouterConfig> draw(int router, boolean astray) {
    int base = step > 0 ? 70 + 10 * dice.below(10) : dice.of(PRIORITIES);
    int priority = samePriority != 0 && step == 0 ? samePriority : base;
    boolean owns = router == owner || router == secondOwner;
    boolean preempt = allPreempt || dice.percent(50);
    long delay = delays && dice.percent(60) ? dice.between(SECOND / 10, 12 * SECOND) : 0;
    int adverts = mixed ? fewestAdverts + dice.below(4) : 3;
    boolean answer = !mixed || dice.percent(70) || speech.wide();
    boolean before = mixed && dice.percent(40) && !speech.wide();
    boolean accept = !mixed || dice.percent(50);
    int highestOther = !preempt && late.percent(40) ? late.of(PRIORITIES) : 0;
    GratuitousArp arp = mixed ? announcements() : GratuitousArp.DEFAULT;
    int stray = astray ? dice.below(3) : -1;
    List<VirtualRouterConfig> configs = new ArrayList<>();
    for (int lan = 0; lan < lans; lan++) {
      InetAddress first = speech.address(lan, 250);
      InetAddress[] addresses =
          stray == 0
              ? new InetAddress[] {first, speech.address(lan, 251)}
              : new InetAddress[] {first};
      VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(51 + lan, addresses);
      speak(builder, lan, stray);
      if (highestOther > 0) {
        builder.highestOther(highestOther);
      }
      configs.add(
          builder
              .priority(owns ? 255 : priority - lan * step)
              .preempt(preempt)
              .preemptDelay(Duration.ofNanos(delay))
              .downTimerAdverts(adverts)
              .answerLowerPriority(answer)
              .advertiseBeforeYielding(before)
              .acceptMode(accept)
              .ignoresAsOwner(ownerIgnores)
              .gratuitousArp(arp)
              .build());
    }
    return configs;
  }

  private void speak(VirtualRouterConfig.Builder builder, int lan, int stray) {
    if (speech.protocols().get(lan) instanceof Protocol.V2) {
      builder
          .intervalSeconds(stray == 1 ? speech.seconds() + 1 : speech.seconds())
          .authentication(stray == 2 ? SimplePassword.of("1111") : Authentication.none());
      return;
    }
    Protocol protocol =
        switch (stray) {
          case 1 -> speech.strayVersion(lan);
          case 2 -> speech.strayChecksum(lan);
          default -> speech.protocols().get(lan);
        };
    AdvertisementInterval interval = speech.interval(lan);
    builder
        .protocol(protocol)
        .requireSameAddresses(speech.requireSameAddresses())
        .interval(
            protocol instanceof Protocol.V2
                ? AdvertisementInterval.ofSeconds(speech.seconds())
                : interval);
  }

  private GratuitousArp announcements() {
    return new GratuitousArp(
        dice.below(4),
        Duration.ofNanos(dice.of(MOMENTS)),
        Duration.ofNanos(dice.of(MOMENTS)),
        dice.below(3),
        1 + dice.below(3),
        Duration.ofNanos(dice.of(MOMENTS)));
  }
}
