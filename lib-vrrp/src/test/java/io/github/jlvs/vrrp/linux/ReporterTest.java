// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Rejection;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final Rejection INTERVAL =
      new Rejection.Interval(
          AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2));

  private static final InetAddress PEER = ip("10.1.80.92");

  private final EventLoop loop = EventLoop.open();
  private final List<RunnerEvent> told = new ArrayList<>();

  /** So short an interval is over at the loop's next turn. */
  private final Reporter reporter =
      new Reporter(told::add, new LoopClock(loop), Duration.ofNanos(1));

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aRefusalIsToldOnceForEachCauseAndPeerThenCounted() {
    for (int i = 0; i < 1000; i++) {
      refuse(PEER, INTERVAL);
      refuse(PEER, new Rejection.Checksum(2, i, i + 1));
    }
    refuse(ip("10.1.80.93"), INTERVAL);

    assertThat(told).hasSize(3).allMatch(RunnerEvent.Observed.class::isInstance);
    told.clear();
    loop.turn(0);

    assertThat(told)
        .containsExactly(
            new RunnerEvent.Repeated("VI_1", new Event.PacketRefused(PEER, INTERVAL), 999, false),
            new RunnerEvent.Repeated(
                "VI_1",
                new Event.PacketRefused(PEER, new Rejection.Checksum(2, 999, 1000)),
                999,
                false));
  }

  @Test
  void whatGoesOnIsCountedAgainAndWhatHasStoppedIsNewsWhenItComesBack() {
    refuse(PEER, new Rejection.Password());
    refuse(PEER, new Rejection.Password());
    loop.turn(0);
    refuse(PEER, new Rejection.Password());
    loop.turn(0);
    assertThat(told).hasSize(3);
    assertThat(told.get(1)).isInstanceOf(RunnerEvent.Repeated.class);
    assertThat(told.get(2)).isInstanceOf(RunnerEvent.Repeated.class);

    loop.turn(0);
    told.clear();
    refuse(PEER, new Rejection.Password());

    assertThat(told)
        .containsExactly(
            new RunnerEvent.Observed(
                "VI_1", new Event.PacketRefused(PEER, new Rejection.Password())));
  }

  @Test
  void spoofedPeersAreCountedTogetherBeyondABound() {
    for (int i = 0; i < 10_000; i++) {
      refuse(ip("10." + i / 250 + ".1." + i % 250), new Rejection.Version(List.of(2), 3));
    }

    assertThat(told).hasSize(257);
    told.clear();
    loop.turn(0);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            RunnerEvent.Repeated.class,
            repeated -> {
              assertThat(repeated.times()).isEqualTo(10_000 - 257);
              assertThat(repeated.othersToo()).isTrue();
            });
  }

  @Test
  void whatAPeerMayRepeatALittleIsToldTenTimes() {
    for (int i = 0; i < 25; i++) {
      reporter.observed("VI_1", new Event.LowerPriorityDiscarded(PEER, 90, 100));
    }

    assertThat(told).hasSize(10);
    loop.turn(0);
    assertThat(told.get(10))
        .isEqualTo(
            new RunnerEvent.Repeated(
                "VI_1", new Event.LowerPriorityDiscarded(PEER, 90, 100), 15, false));
  }

  /** In version 3 a master may say another one with each of its packets. */
  @Test
  void anIntervalThatAPeerChangesIsToldTenTimesThenCounted() {
    for (int i = 1; i <= 25; i++) {
      reporter.observed("VI_1", changed(PEER, i, i + 1));
    }
    Event.MasterIntervalChanged another = changed(ip("10.1.80.93"), 26, 100);
    reporter.observed("VI_1", another);

    assertThat(told)
        .hasSize(11)
        .startsWith(new RunnerEvent.Observed("VI_1", changed(PEER, 1, 2)))
        .endsWith(new RunnerEvent.Observed("VI_1", another));
    told.clear();
    loop.turn(0);
    assertThat(told)
        .containsExactly(new RunnerEvent.Repeated("VI_1", changed(PEER, 25, 26), 15, false));
  }

  @Test
  void anotherMasterIsToldOnceAndThenCounted() {
    Event.AnotherMaster another =
        new Event.AnotherMaster(PEER, 90, 100, Event.Election.OURS_BY_PRIORITY);
    for (int i = 0; i < 25; i++) {
      reporter.observed("VI_1", another);
    }

    assertThat(told).containsExactly(new RunnerEvent.Observed("VI_1", another));
    loop.turn(0);
    assertThat(told.get(1)).isEqualTo(new RunnerEvent.Repeated("VI_1", another, 24, false));
  }

  @Test
  void whatTheNetworkCannotBringAboutIsToldEachTime() {
    for (int i = 0; i < 25; i++) {
      reporter.observed("VI_1", new Event.EffectivePriorityChanged(100, 90));
    }

    assertThat(told).hasSize(25);
  }

  @Test
  void datagramsThatNoRouterCanJudgeAreToldByInterface() {
    IpDatagram.Unusable unusable =
        new IpDatagram.Unusable(
            new Rejection.IpHeader("IP header", "at least 20 octets", "3 octets"),
            Optional.empty());
    reporter.unusable("eth0", unusable);
    reporter.unusable("eth0", unusable);
    reporter.unusable("eth0", unusable);
    loop.turn(0);

    assertThat(told)
        .containsExactly(
            new RunnerEvent.UnusableDatagrams("eth0", Optional.empty(), unusable.rejection(), 1),
            new RunnerEvent.UnusableDatagrams("eth0", Optional.empty(), unusable.rejection(), 2));
  }

  @Test
  void aListenerThatThrowsIsHeardUntilTheRunnerIsBeingClosed() {
    Reporter broken =
        new Reporter(
            event -> {
              throw new IllegalStateException("broken");
            },
            new LoopClock(loop),
            Duration.ofNanos(1));
    RunnerEvent event = new RunnerEvent.PriorityZeroSent("VI_1");

    assertThatThrownBy(() -> broken.tell(event)).hasMessage("broken");
    broken.closing();
    broken.tell(event);
  }

  private static Event.MasterIntervalChanged changed(InetAddress peer, int from, int to) {
    return new Event.MasterIntervalChanged(
        peer, new AdvertisementInterval(from), new AdvertisementInterval(to));
  }

  private void refuse(InetAddress peer, Rejection rejection) {
    reporter.observed("VI_1", new Event.PacketRefused(peer, rejection));
  }
}
