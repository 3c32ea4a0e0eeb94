// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimerQueueProperties {
  /** Each step arms, moves or cancels one of ten timers; a sorted map is the model. */
  @Property
  void behavesLikeASortedMap(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 999) Integer> steps,
      @ForAll @IntRange(min = 0, max = 99) int now) {
    TimerQueue queue = new TimerQueue();
    List<Integer> fired = new ArrayList<>();
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int id = i;
      timers.add(new Timer(queue, () -> fired.add(id)));
    }
    TreeMap<Integer, Integer> model = new TreeMap<>();
    for (int step : steps) {
      int id = step % 10;
      int deadline = step / 10;
      if (deadline % 7 == 0) {
        timers.get(id).cancel();
        model.remove(id);
      } else {
        timers.get(id).arm(deadline);
        model.put(id, deadline);
      }
    }

    queue.runDue(() -> now);

    List<Integer> due =
        model.entrySet().stream().filter(e -> e.getValue() <= now).map(e -> e.getKey()).toList();
    assertThat(fired).containsExactlyInAnyOrderElementsOf(due);
    assertThat(fired).isSortedAccordingTo(Comparator.comparing(model::get));
    assertThat(timers.stream().filter(Timer::isArmed)).hasSize(model.size() - due.size());
  }
}
