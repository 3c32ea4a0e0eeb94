// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from something tracked: seen with keepalived 2.2.7, whose priorities these are. */
class TrackingTest {
  @ParameterizedTest
  @CsvSource({
    "20, false, UP, 20", "20, false, DOWN, 0", "-20, false, UP, 0", "-20, false, DOWN, -20",
    "20, true, UP, -20", "20, true, DOWN, 0", "-20, true, UP, 0", "-20, true, DOWN, 20",
  })
  void aWeightIsAddedWhileItCounts(int weight, boolean reverse, String state, int added) {
    assertThat(new Tracking("chk", weight, reverse).effect(state(state)))
        .isEqualTo(new Tracking.Effect(false, added));
  }

  @ParameterizedTest
  @CsvSource({"false, UP, false", "false, DOWN, true", "true, UP, true", "true, DOWN, false"})
  void withoutAWeightItIsAFault(boolean reverse, String state, boolean fault) {
    assertThat(new Tracking("chk", 0, reverse).effect(state(state)))
        .isEqualTo(new Tracking.Effect(fault, 0));
  }

  @Test
  void nothingFollowsWhileNobodyHasLooked() {
    assertThat(Tracking.fault("chk").effect(TrackedState.UNKNOWN)).isEqualTo(Tracking.Effect.NONE);
    assertThat(Tracking.weighted("chk", -9).effect(TrackedState.UNKNOWN))
        .isEqualTo(Tracking.Effect.NONE);
  }

  @Test
  void aWeightOutOfItsRangeIsRefused() {
    assertThatThrownBy(() -> Tracking.weighted("chk", 255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weight 255 of chk is not between -254 and 254");
  }

  /** Every sum of a number is a fault or within the range of priorities, however large. */
  @Property
  void aNumberIsAFaultOrInTheRange(
      @ForAll @IntRange(min = -254, max = 254) int weight,
      @ForAll boolean reverse,
      @ForAll int value) {
    Tracking.Effect effect =
        new Tracking("file", weight, reverse).effect(new TrackedState.Value(value));

    assertThat(effect.adjustment()).isBetween(-253, 254);
    if (effect.fault()) {
      assertThat(effect.adjustment()).isZero();
    } else if (weight != 0 && value > -10_000 && value < 10_000) {
      assertThat(effect.adjustment()).isEqualTo(Math.min(254, (reverse ? -1 : 1) * weight * value));
    }
  }

  private static TrackedState state(String name) {
    return name.equals("UP") ? TrackedState.UP : TrackedState.DOWN;
  }
}
