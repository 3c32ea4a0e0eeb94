// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Results in a row. */
class RiseAndFallTest {
  /** keepalived does not wait for the rise either. */
  @Test
  void theFirstResultCountsByItself() {
    RiseAndFall up = new RiseAndFall(3, 3, TrackedState.UNKNOWN);
    RiseAndFall down = new RiseAndFall(3, 3, TrackedState.DOWN);

    assertThat(up.take(true)).isTrue();
    assertThat(up.state()).isEqualTo(TrackedState.UP);
    assertThat(down.take(false)).isTrue();
    assertThat(down.state()).isEqualTo(TrackedState.DOWN);
  }

  @Test
  void aGoodResultStartsTheCountOfBadOnesAnew() {
    RiseAndFall script = new RiseAndFall(1, 2, TrackedState.UNKNOWN);
    script.take(true);

    assertThat(script.take(false)).isFalse();
    assertThat(script.take(true)).isFalse();
    assertThat(script.take(false)).isFalse();
    assertThat(script.take(false)).isTrue();
    assertThat(script.state()).isEqualTo(TrackedState.DOWN);
  }

  @Test
  void anotherDefinitionGoesOnFromWhatWasKnown() {
    RiseAndFall script = new RiseAndFall(1, 1, TrackedState.UNKNOWN);
    script.take(false);
    RiseAndFall next = RiseAndFall.after(2, 2, script);

    assertThat(next.state()).isEqualTo(TrackedState.DOWN);
    assertThat(next.take(true)).isFalse();
    assertThat(next.take(true)).isTrue();
  }

  /** The state changes just when the last results, as many as it takes, all say so. */
  @Property
  void theLastResultsDecide(
      @ForAll List<Boolean> results,
      @ForAll @IntRange(min = 1, max = 4) int rise,
      @ForAll @IntRange(min = 1, max = 4) int fall) {
    RiseAndFall script = new RiseAndFall(rise, fall, TrackedState.UNKNOWN);
    for (int i = 0; i < results.size(); i++) {
      TrackedState before = script.state();
      boolean changed = script.take(results.get(i));
      int needed = results.get(i) ? rise : fall;
      int since = Math.max(0, i + 1 - needed);
      boolean all = results.subList(since, i + 1).stream().allMatch(results.get(i)::equals);
      if (i == 0) {
        assertThat(changed).isTrue();
      } else if (changed) {
        assertThat(script.state()).isNotEqualTo(before);
        assertThat(all).isTrue();
        assertThat(i + 1).isGreaterThanOrEqualTo(needed);
      }
    }
  }
}
