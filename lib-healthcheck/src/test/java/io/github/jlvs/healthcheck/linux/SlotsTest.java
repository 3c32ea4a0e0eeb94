// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Who may begin, and who waits. */
class SlotsTest {
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<String> turns = new ArrayList<>();
  private final Slots slots = new Slots(new SlotLimits(3, 100), later::add);

  private Slots.Slot take(String name, long cost) {
    return slots.take(cost, () -> turns.add(name));
  }

  private void soon() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
  }

  @Test
  void those_that_find_no_place_have_their_turn_in_the_order_they_came() {
    Slots.Slot first = take("first", 1);
    Slots.Slot second = take("second", 1);
    Slots.Slot third = take("third", 1);
    Slots.Slot fourth = take("fourth", 1);
    Slots.Slot fifth = take("fifth", 1);
    assertThat(List.of(first.isGranted(), second.isGranted(), third.isGranted()))
        .containsOnly(true);
    assertThat(List.of(fourth.isGranted(), fifth.isGranted())).containsOnly(false);
    assertThat(slots.waiting()).isEqualTo(2);

    second.free();
    second.free();
    assertThat(turns).as("not before what runs now is over").isEmpty();
    soon();
    assertThat(turns).containsExactly("fourth");
    assertThat(fourth.isGranted()).isTrue();

    first.free();
    third.free();
    soon();
    assertThat(turns).containsExactly("fourth", "fifth");
    assertThat(slots.tries()).isEqualTo(2);
    assertThat(slots.waiting()).isZero();
  }

  @Test
  void memory_counts_too_and_a_large_one_is_not_passed_by() {
    Slots.Slot large = take("large", 60);
    Slots.Slot larger = take("larger", 70);
    Slots.Slot small = take("small", 1);
    assertThat(large.isGranted()).isTrue();
    assertThat(List.of(larger.isGranted(), small.isGranted())).containsOnly(false);

    large.free();
    soon();
    assertThat(turns).containsExactly("larger", "small");
  }

  @Test
  void one_that_is_larger_than_all_there_is_runs_alone() {
    Slots.Slot huge = take("huge", 1000);
    Slots.Slot next = take("next", 1);
    assertThat(huge.isGranted()).isTrue();
    assertThat(next.isGranted()).isFalse();

    huge.free();
    soon();
    assertThat(turns).containsExactly("next");
  }

  @Test
  void one_that_does_not_want_any_more_has_no_turn() {
    Slots.Slot only = take("only", 100);
    Slots.Slot gone = take("gone", 1);
    Slots.Slot next = take("next", 1);

    gone.free();
    only.free();
    soon();

    assertThat(turns).containsExactly("next");
    next.free();
    assertThat(slots.tries()).isZero();
  }

  @Test
  void limits_come_from_what_the_kernel_says_of_this_process() {
    String columns =
        "Limit                     Soft Limit           Hard Limit           Units     ";
    String row = "Max open files            %s                 524288               files     ";

    assertThat(SlotLimits.of(List.of(columns, row.formatted("1024")), 24, 64 << 20))
        .isEqualTo(new SlotLimits(750, 32 << 20));
    assertThat(SlotLimits.of(List.of(row.formatted("unlimited")), 0, 2).tries()).isEqualTo(786_432);
    assertThat(SlotLimits.of(List.of(), 0, 2)).isEqualTo(new SlotLimits(768, 1));
    assertThat(SlotLimits.of(List.of(row.formatted("64")), 90, 2).tries()).isEqualTo(1);
    assertThat(SlotLimits.ofThisProcess().tries()).isPositive();
  }
}
