// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When there are two masters, and when there are no longer. */
class RivalryTest {
  private static final InetAddress PEER = ip("10.1.80.92");
  private static final Event.AnotherMaster LOWER = another(PEER, Event.Election.OURS_BY_PRIORITY);
  private static final Event.PacketRefused MISMATCHED =
      new Event.PacketRefused(PEER, new Rejection.Password());
  private static final RunnerEvent TOLD = unyielding(LOWER);

  private final FakeClock clock = new FakeClock();
  private final List<RunnerEvent> told = new ArrayList<>();
  private int announced;
  private final Rivalry rivalry =
      new Rivalry(
          "VI_1", new Reporter(told::add, clock, Duration.ofMinutes(1)), clock, () -> announced++);

  private static Event.AnotherMaster another(InetAddress peer, Event.Election election) {
    return new Event.AnotherMaster(peer, 100, 100, election);
  }

  private static RunnerEvent unyielding(Event.AnotherMaster other) {
    return new RunnerEvent.TwoMasters("VI_1", new RunnerEvent.Rival.Unyielding(other));
  }

  private static RunnerEvent over(RunnerEvent.RivalryEnd why) {
    return new RunnerEvent.TwoMastersOver("VI_1", PEER, why);
  }

  private void hear(Event event) {
    rivalry.observed(event, State.MASTER, AdvertisementInterval.ofSeconds(1));
  }

  private void pass(Duration time) {
    clock.advanceTo(clock.now() + time.toNanos());
    boolean unused = clock.fireDue();
  }

  @Test
  void oneThatMayNotHaveHeardThisOneYetIsNoRival() {
    hear(LOWER);
    pass(Duration.ofSeconds(60));

    assertThat(told).isEmpty();
    assertThat(clock.due()).isEmpty();
    assertThat(announced).isZero();
  }

  @Test
  void oneThatGoesOnIsToldOnceUntilItIsSilent() {
    for (int i = 0; i < 30; i++) {
      hear(LOWER);
      pass(Duration.ofSeconds(1));
    }
    assertThat(told).containsExactly(TOLD);
    assertThat(announced).isZero();

    pass(Duration.ofMillis(8_999));
    assertThat(told).containsExactly(TOLD);
    pass(Duration.ofMillis(1));

    assertThat(told).containsExactly(TOLD, over(RunnerEvent.RivalryEnd.OTHER_SILENT));
    assertThat(clock.due()).isEmpty();
    assertThat(announced).isEqualTo(1);
  }

  @Test
  void aSlowRivalIsSilentAfterThreeIntervals() {
    for (int i = 0; i < 3; i++) {
      rivalry.observed(LOWER, State.MASTER, AdvertisementInterval.ofSeconds(20));
      pass(Duration.ofSeconds(20));
    }
    pass(Duration.ofMillis(39_999));
    assertThat(told).containsExactly(TOLD);
    pass(Duration.ofMillis(1));

    assertThat(told).hasSize(2);
  }

  @Test
  void oneThatStopsEndsItAndIsNewsWhenItIsBack() {
    hear(LOWER);
    hear(LOWER);
    hear(new Event.PriorityZeroReceived(ip("10.1.80.93"), State.MASTER));
    assertThat(told).containsExactly(TOLD);
    hear(new Event.PriorityZeroReceived(PEER, State.MASTER));
    hear(LOWER);
    hear(LOWER);

    assertThat(told).containsExactly(TOLD, over(RunnerEvent.RivalryEnd.OTHER_STOPPED), TOLD);
    assertThat(announced).isEqualTo(1);
  }

  @Test
  void whoIsNoMasterAnyMoreHasNoRival() {
    hear(LOWER);
    hear(LOWER);
    rivalry.left(State.BACKUP);
    assertThat(told).containsExactly(TOLD);
    rivalry.left(State.MASTER);

    assertThat(told).containsExactly(TOLD, over(RunnerEvent.RivalryEnd.YIELDED));
    assertThat(clock.due()).isEmpty();
    assertThat(announced).isZero();
  }

  @Test
  void oneThatThisRouterYieldsToIsNone() {
    hear(another(PEER, Event.Election.THEIRS_BY_PRIORITY));
    hear(another(PEER, Event.Election.THEIRS_BY_ADDRESS));
    rivalry.left(State.MASTER);

    assertThat(told).isEmpty();
  }

  @Test
  void oneThatIsSetUpDifferentlyIsARivalAsWellUntilItIsSilent() {
    for (int i = 0; i < 5; i++) {
      hear(MISMATCHED);
      pass(Duration.ofSeconds(59));
    }
    assertThat(told).hasSize(1);
    pass(Duration.ofSeconds(1));

    assertThat(told)
        .containsExactly(
            new RunnerEvent.TwoMasters("VI_1", new RunnerEvent.Rival.Mismatched(MISMATCHED)),
            over(RunnerEvent.RivalryEnd.OTHER_SILENT));
    assertThat(announced).isEqualTo(1);
  }

  @Test
  void whatIsRefusedWithoutAMismatchOrByABackupMakesNoRival() {
    for (int i = 0; i < 5; i++) {
      hear(new Event.PacketRefused(PEER, new Rejection.Ttl(255, 255, 64)));
      rivalry.observed(MISMATCHED, State.BACKUP, AdvertisementInterval.ofSeconds(1));
    }
    pass(Duration.ofSeconds(10));

    assertThat(told).isEmpty();
  }

  @Test
  void anotherThatIsSetUpDifferentlyMakesTheRivalNoSlower() {
    hear(LOWER);
    hear(LOWER);
    hear(new Event.PacketRefused(ip("10.1.80.93"), new Rejection.Password()));
    pass(Duration.ofSeconds(10));

    assertThat(told).containsExactly(TOLD, over(RunnerEvent.RivalryEnd.OTHER_SILENT));
  }

  @Test
  void aThirdOneIsHeardWhenTheSecondIsGone() {
    Event.AnotherMaster third = another(ip("10.1.80.93"), Event.Election.OURS_BY_ADDRESS);
    hear(LOWER);
    hear(LOWER);
    hear(third);
    hear(third);
    assertThat(told).containsExactly(TOLD);
    pass(Duration.ofSeconds(10));
    hear(third);
    hear(third);

    assertThat(told)
        .containsExactly(TOLD, over(RunnerEvent.RivalryEnd.OTHER_SILENT), unyielding(third));
  }
}
