// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.RouterUnderTest.advertisement;
import static io.github.jlvs.vrrp.RouterUnderTest.changed;
import static io.github.jlvs.vrrp.RouterUnderTest.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the state machine of version 3 does otherwise than that of version 2 (RFC 9568). */
class Version3Test {
  private static final long MILLI = 1_000_000L;
  private static final AdvertisementInterval SECOND = AdvertisementInterval.ofSeconds(1);
  private static final AdvertisementInterval QUARTER = new AdvertisementInterval(25);
  private static final AdvertisementInterval TEN_MILLIS = new AdvertisementInterval(1);

  private static VirtualRouterConfig.Builder priority(int priority) {
    return VirtualRouterConfig.builder(51, Packets.VIP6).priority(priority);
  }

  /** Section 6.1: Skew_Time is (256 - Priority) * Active_Adver_Interval / 256. */
  @Test
  void theSkewGoesByTheInterval() {
    RouterUnderTest router = new RouterUnderTest(priority(128).interval(QUARTER)).started();

    assertThat(router.due()).isEqualTo(3 * 250 * MILLI + 125 * MILLI);
  }

  /** Section 6.4.2: set the Active_Adver_Interval to Adver Interval contained in the packet. */
  @Test
  void aBackupWaitsByTheIntervalOfTheMasterThatItFollows() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started().after(500 * MILLI);

    assertThat(router.hears(150, QUARTER))
        .containsExactly(new Event.MasterIntervalChanged(Packets.PEER6, SECOND, QUARTER));
    assertThat(router.due()).isEqualTo(3 * 250 * MILLI + 125 * MILLI);
    assertThat(router.router.masterInterval()).isEqualTo(QUARTER);
    assertThat(router.after(100 * MILLI).hears(150, QUARTER)).isEmpty();
  }

  /** Section 6.4.2, "If the Priority in the ADVERTISEMENT is zero": Skew_Time as it is by now. */
  @Test
  void aMasterThatStopsIsWaitedForByTheSkewOfItsOwnInterval() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();
    router.hears(150, QUARTER);

    router.hears(0, SECOND);

    assertThat(router.router.masterInterval()).isEqualTo(QUARTER);
    assertThat(router.due()).isEqualTo(125 * MILLI);
  }

  @Test
  void aMasterThatIsOnlyDiscardedTeachesNothing() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();
    long due = router.due();

    router.hears(100, QUARTER);

    assertThat(router.due()).isEqualTo(due);
    assertThat(router.router.masterInterval()).isEqualTo(SECOND);
  }

  /** Section 6.4.3: a master advertises by its own, and takes the other's when it yields. */
  @Test
  void whoYieldsWaitsByTheIntervalOfTheOther() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();
    router.hears(150, QUARTER);
    router.tickAtDeadline();
    assertThat(router.router.state()).isEqualTo(State.MASTER);
    assertThat(router.due()).as("its own interval again").isEqualTo(1000 * MILLI);

    assertThat(router.hears(200, TEN_MILLIS))
        .contains(
            remove(),
            changed(State.MASTER, State.BACKUP, Reason.HIGHER_PRIORITY),
            new Event.MasterIntervalChanged(Packets.PEER6, SECOND, TEN_MILLIS));
    assertThat(router.due()).isEqualTo(30 * MILLI + 5 * MILLI);
  }

  @Test
  void tenMillisecondsArePaced() {
    RouterUnderTest router = new RouterUnderTest(priority(255).interval(TEN_MILLIS)).master();

    for (int i = 0; i < 5; i++) {
      assertThat(router.due()).isEqualTo(10 * MILLI);
      assertThat(router.tickAtDeadline()).containsExactly(advertisement(255));
    }
  }

  /** Any program is late by so much now and then; others have not taken over for that yet. */
  @Test
  void lessThanATenthOfASecondIsNoStallHoweverShortTheInterval() {
    RouterUnderTest router = new RouterUnderTest(priority(100).interval(TEN_MILLIS)).started();
    router.after(router.due() + 100 * MILLI);

    assertThat(router.tick()).contains(changed(State.BACKUP, State.MASTER, Reason.MASTER_DOWN));

    router.after(router.due() + 100 * MILLI);
    assertThat(router.tick()).containsExactly(advertisement(100));

    router.after(router.due() + 101 * MILLI);
    assertThat(router.tick())
        .contains(advertisement(100), new Event.AnnouncingAfterStall(101 * MILLI));
  }

  @Test
  void aReloadOfTheOwnIntervalLeavesTheMastersAlone() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();
    router.hears(150, QUARTER);

    router.give(new Input.Reconfigured(priority(128).intervalSeconds(4).build()));

    assertThat(router.router.masterInterval()).isEqualTo(QUARTER);
    assertThat(router.due()).isEqualTo(875 * MILLI);
  }

  @Test
  void aReloadBeforeAnyMasterIsHeardSetsTheTimer() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();

    router.give(new Input.Reconfigured(priority(128).interval(QUARTER).build()));

    assertThat(router.due()).isEqualTo(875 * MILLI);
  }

  @Test
  void versionAndFamilyStay() {
    RouterUnderTest router = new RouterUnderTest(priority(128)).started();
    VirtualRouterConfig ipv4 =
        VirtualRouterConfig.builder(51, Packets.VIP)
            .protocol(new Protocol.V3(AddressFamily.IPV4))
            .build();

    assertThatThrownBy(() -> router.give(new Input.Reconfigured(ipv4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "VRRP version 3 over IPv6 cannot become VRRP version 3 over IPv4: shut this virtual"
                + " router down and start another one");
  }

  @Test
  void whatDiffersIsToldAndCounts() {
    RouterUnderTest router = new RouterUnderTest(priority(100)).started();
    Rejection list =
        new Rejection.AddressList(List.of(Packets.VIP6), List.of(Packets.address("fe80::99")));

    List<Action> actions =
        router.give(
            new Input.AdvertisementReceived(
                router.router.config().advertisement(150), Packets.PEER6, Optional.of(list)));

    assertThat(actions).containsExactly(new Event.DifferenceNoticed(Packets.PEER6, list));
    assertThat(router.router.master()).contains(Packets.PEER6);
  }

  /** Section 6.4.3: addresses are compared as unsigned numbers, octet by octet. */
  @Test
  void ofTwoMastersTheHigherAddressStays() {
    InetAddress higher = Packets.address("fe80::ff00:0:0:1");
    RouterUnderTest router = new RouterUnderTest(priority(100), Packets.OWN6).master();

    assertThat(router.hears(100, Packets.PEER6))
        .contains(new Event.AnotherMaster(Packets.PEER6, 100, 100, Event.Election.OURS_BY_ADDRESS));
    assertThat(router.hears(100, higher))
        .contains(changed(State.MASTER, State.BACKUP, Reason.HIGHER_ADDRESS));
  }
}
