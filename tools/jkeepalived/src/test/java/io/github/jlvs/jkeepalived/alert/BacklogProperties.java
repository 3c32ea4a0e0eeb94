// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes in which order: each message ends once, in its turn, and in bounded time. */
class BacklogProperties {
  private static final Patience PATIENCE =
      new Patience(
          8,
          Duration.ofSeconds(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Property(tries = 300)
  void each_message_is_delivered_or_counted_as_lost(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int receivers) {
    SplittableRandom random = new SplittableRandom(seed);
    Backlog<Integer, Integer> backlog = new Backlog<>(PATIENCE);
    Map<Integer, List<Integer>> delivered = new HashMap<>();
    long now = random.nextLong(-SECOND, SECOND);
    int sent = 0;
    int ended = 0;
    long lost = 0;
    for (int step = 0; step < 200; step++) {
      now += random.nextLong(3 * SECOND);
      if (random.nextInt(3) == 0) {
        backlog.add(now, random.nextInt(receivers), sent++);
      }
      Optional<Backlog.Waiting<Integer, Integer>> next = backlog.take(now);
      if (next.isPresent()) {
        Backlog.Waiting<Integer, Integer> message = next.get();
        assertThat(now - message.since()).isLessThanOrEqualTo(PATIENCE.lifetime().toNanos());
        if (random.nextBoolean()) {
          backlog.back(now, message);
          assertThat(backlog.nextDue()).isLessThanOrEqualTo(now + 10 * SECOND);
        } else {
          delivered
              .computeIfAbsent(message.receiver(), each -> new ArrayList<>())
              .add(message.message());
          backlog.done(message.receiver());
          ended++;
        }
      }
      lost += backlog.takeLost();
      assertThat(sent - ended - lost).as("what waits").isBetween(0L, (long) PATIENCE.room());
    }
    backlog.clear();
    assertThat(ended + lost + backlog.takeLost()).isEqualTo(sent);
    assertThat(backlog.nextDue()).isEqualTo(Backlog.NEVER);
    assertThat(delivered.values()).allSatisfy(each -> assertThat(each).isSorted());
  }

  @Example
  void pauses_double_up_to_the_longest_and_begin_anew_after_a_success() {
    Backlog<String, String> backlog = new Backlog<>(PATIENCE);
    backlog.add(0, "a", "one");
    long now = 0;
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      backlog.back(now, backlog.take(now).orElseThrow());
      assertThat(backlog.take(now)).isEmpty();
      pauses.add((backlog.nextDue() - now) / SECOND);
      now = backlog.nextDue();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);

    assertThat(backlog.take(now)).isPresent();
    backlog.done("a");
    backlog.add(now, "a", "two");
    assertThat(backlog.take(now)).isPresent();
  }

  @Example
  void a_receiver_that_takes_none_holds_up_no_other() {
    Backlog<String, String> backlog = new Backlog<>(PATIENCE);
    backlog.add(0, "dead", "one");
    backlog.add(1, "alive", "two");
    backlog.back(1, backlog.take(1).orElseThrow());

    assertThat(backlog.take(1).orElseThrow().message()).isEqualTo("two");
  }

  @Example
  void beyond_the_room_the_oldest_is_lost() {
    Backlog<String, Integer> backlog = new Backlog<>(PATIENCE);
    for (int i = 0; i < 10; i++) {
      backlog.add(i, "a", i);
    }

    assertThat(backlog.takeLost()).isEqualTo(2);
    assertThat(backlog.take(10).orElseThrow().message()).isEqualTo(2);
  }

  @Example
  void a_change_of_the_configuration_ends_a_pause() {
    Backlog<String, String> backlog = new Backlog<>(PATIENCE);
    backlog.add(0, "a", "one");
    backlog.back(0, backlog.take(0).orElseThrow());
    backlog.tryNow();

    assertThat(backlog.take(0)).isPresent();
  }
}
