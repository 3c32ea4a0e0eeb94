// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;

/** A virtual router with a clock of its own, driven as a shell drives it. */
final class RouterUnderTest {
  static final long SECOND = 1_000_000_000L;
  static final long SKEW_100 = 609_375_000L;

  final VirtualRouter router;
  private long now;

  RouterUnderTest(VirtualRouterConfig.Builder config) {
    this(config, Packets.OWN);
  }

  RouterUnderTest(VirtualRouterConfig.Builder config, InetAddress own) {
    router = new VirtualRouter(config.build(), own);
  }

  static VirtualRouterConfig.Builder priority(int priority) {
    return VirtualRouterConfig.builder(51, Packets.VIP).priority(priority);
  }

  RouterUnderTest started() {
    give(new Input.Startup());
    return this;
  }

  /** As master, its first advertisement sent now. */
  RouterUnderTest master() {
    started();
    if (router.state() == State.BACKUP) {
      tickAtDeadline();
    }
    assertThat(router.state()).isEqualTo(State.MASTER);
    return this;
  }

  long now() {
    return now;
  }

  RouterUnderTest after(long nanos) {
    now += nanos;
    return this;
  }

  /** Nanoseconds until the next deadline. */
  long due() {
    return router.nextDeadline() - now;
  }

  List<Action> give(Input input) {
    return router.handle(now, input);
  }

  List<Action> tick() {
    return give(Input.Tick.INSTANCE);
  }

  List<Action> tickAtDeadline() {
    now = router.nextDeadline();
    return tick();
  }

  List<Action> hears(int priority) {
    return hears(priority, Packets.PEER);
  }

  /** Over IPv6, of a master with another interval. */
  List<Action> hears(int priority, AdvertisementInterval interval) {
    VirtualRouterConfig config = router.config();
    Advertisement heard =
        new Advertisement(config.protocol(), config.vrid(), priority, interval, config.addresses());
    return give(new Input.AdvertisementReceived(heard, Packets.PEER6));
  }

  List<Action> hears(int priority, InetAddress source) {
    return give(new Input.AdvertisementReceived(router.config().advertisement(priority), source));
  }

  static Action advertisement(int priority) {
    return new Action.SendAdvertisement(priority);
  }

  static Action changed(State from, State to, Reason reason) {
    return new Action.StateChanged(from, to, reason);
  }

  static Action add() {
    return new Action.AddAddresses(true);
  }

  static Action remove() {
    return new Action.RemoveAddresses();
  }

  static Action arp(int rounds) {
    return new Action.SendGratuitousArp(rounds);
  }

  static Action lateToAdvertise(long nanos) {
    return new Event.Late(Event.ProtocolTimer.ADVERTISEMENT, nanos);
  }

  static Action lateToTakeOver(long nanos) {
    return new Event.Late(Event.ProtocolTimer.MASTER_DOWN, nanos);
  }
}
