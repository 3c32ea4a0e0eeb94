// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.RouterUnderTest.SECOND;
import static io.github.jlvs.vrrp.RouterUnderTest.priority;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GratuitousArpTest {

  @Test
  void fiveRoundsAtOnceAndFiveAfterFiveSeconds() {
    assertThat(roundsBySecond(GratuitousArp.DEFAULT, -1))
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, 5, 5L, 5));
  }

  @Test
  void aRefreshRepeatsForAsLongAsItIsMaster() {
    GratuitousArp refreshing =
        new GratuitousArp(3, Duration.ZERO, Duration.ofSeconds(4), 2, 1, Duration.ZERO);

    assertThat(roundsBySecond(refreshing, -1))
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, 3, 4L, 2, 8L, 2, 12L, 2));
  }

  @Test
  void aMasterOfLowerPriorityStartsTheTwoBurstsAgain() {
    GratuitousArp schedule =
        new GratuitousArp(1, Duration.ofSeconds(5), Duration.ZERO, 1, 3, Duration.ofSeconds(2));

    assertThat(roundsBySecond(schedule, 7))
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, 1, 5L, 1, 7L, 3, 9L, 3));
  }

  @Test
  void aMasterOfLowerPriorityDoesNotTakeTheSecondRoundsOfANewMasterAway() {
    GratuitousArp silentOnLower =
        new GratuitousArp(2, Duration.ofSeconds(5), Duration.ZERO, 1, 0, Duration.ofSeconds(5));
    GratuitousArp loudOnLower =
        new GratuitousArp(2, Duration.ofSeconds(5), Duration.ZERO, 1, 3, Duration.ofSeconds(7));

    assertThat(roundsBySecond(silentOnLower, 1))
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, 2, 5L, 2));
    assertThat(roundsBySecond(loudOnLower, 1))
        .containsExactlyInAnyOrderEntriesOf(Map.of(0L, 2, 1L, 3, 5L, 2, 8L, 3));
  }

  @Test
  void noRoundsSendNothing() {
    GratuitousArp silent =
        new GratuitousArp(
            0, Duration.ofSeconds(5), Duration.ofSeconds(1), 0, 0, Duration.ofSeconds(5));

    assertThat(roundsBySecond(silent, 3)).isEmpty();
  }

  /** Rounds by second since it became master, over 12 s; a lower priority is heard at a second. */
  private static Map<Long, Integer> roundsBySecond(GratuitousArp schedule, int lowerHeardAt) {
    RouterUnderTest r = new RouterUnderTest(priority(100).gratuitousArp(schedule)).started();
    r.after(r.due());
    long start = r.now();
    Map<Long, Integer> rounds = new TreeMap<>();
    for (int second = 0; second <= 12; second++) {
      note(rounds, second, r.tick());
      if (second == lowerHeardAt) {
        note(rounds, second, r.hears(1));
      }
      r.after(SECOND);
    }
    assertThat(r.now() - start).isEqualTo(13 * SECOND);
    return rounds;
  }

  private static void note(Map<Long, Integer> rounds, long second, Iterable<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Action.SendGratuitousArp arp) {
        rounds.merge(second, arp.rounds(), Integer::sum);
      }
    }
  }
}
