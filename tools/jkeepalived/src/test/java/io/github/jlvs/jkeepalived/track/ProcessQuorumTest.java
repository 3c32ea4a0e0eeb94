// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ProcessQuorumTest {
  private static final long SECOND = 1_000_000_000;

  @Example
  void enough_processes_are_neither_too_few_nor_too_many() {
    ProcessQuorum quorum = new ProcessQuorum(tracked(2, 3, 0, 0), Set.of(1));
    assertThat(quorum.isReached()).isFalse();

    assertThat(quorum.began(2, 0)).isTrue();
    assertThat(quorum.began(2, 0)).isFalse();
    assertThat(quorum.began(3, 0)).isFalse();
    assertThat(quorum.isReached()).isTrue();
    assertThat(quorum.forked(4, 0)).isTrue();
    assertThat(quorum.isReached()).isFalse();
    assertThat(quorum.ended(9, 0)).isFalse();
    assertThat(quorum.ended(1, 0)).isTrue();
    assertThat(quorum.isReached()).isTrue();
  }

  @Example
  void with_a_maximum_of_0_none_may_run() {
    ProcessQuorum quorum = new ProcessQuorum(tracked(0, 0, 0, 0), Set.of());

    assertThat(quorum.isReached()).isTrue();
    assertThat(quorum.began(1, 0)).isTrue();
    assertThat(quorum.isReached()).isFalse();
  }

  /** keepalived: a fork is believed late, a program that is executed at once. */
  @Example
  void the_delay_of_forks_is_not_that_of_other_beginnings() {
    ProcessQuorum quorum = new ProcessQuorum(tracked(2, 9, 1, 0), Set.of());
    assertThat(quorum.began(1, 0)).isFalse();
    assertThat(quorum.forked(2, 0)).isFalse();
    assertThat(quorum.nextDeadline()).hasValue(SECOND);
    assertThat(quorum.passed(SECOND - 1)).isFalse();
    assertThat(quorum.passed(SECOND)).isTrue();
    assertThat(quorum.isReached()).isTrue();

    ProcessQuorum executed = new ProcessQuorum(tracked(1, 9, 1, 0), Set.of());
    assertThat(executed.began(1, 0)).isTrue();
  }

  @Example
  void a_process_that_is_started_again_in_time_was_never_away() {
    ProcessQuorum quorum = new ProcessQuorum(tracked(1, 9, 0, 1), Set.of(1));

    assertThat(quorum.ended(1, 0)).isFalse();
    assertThat(quorum.isReached()).isTrue();
    assertThat(quorum.began(2, SECOND / 2)).isFalse();
    assertThat(quorum.nextDeadline()).isEmpty();
    assertThat(quorum.passed(SECOND * 2)).isFalse();
    assertThat(quorum.ended(2, SECOND * 3)).isFalse();
    assertThat(quorum.passed(SECOND * 4)).isTrue();
    assertThat(quorum.isReached()).isFalse();
  }

  @Example
  void a_look_at_all_of_them_is_believed_as_what_it_shows() {
    ProcessQuorum quorum = new ProcessQuorum(tracked(1, 9, 1, 1), Set.of(1));

    assertThat(quorum.looked(Set.of(1), 0)).isFalse();
    assertThat(quorum.looked(Set.of(), 0)).isFalse();
    assertThat(quorum.passed(SECOND)).isTrue();
    assertThat(quorum.looked(Set.of(5), SECOND)).isTrue();
    assertThat(quorum.counts(5)).isTrue();
  }

  /** However events come, after the longest delay the answer is what the count says. */
  @Property
  void after_the_delays_the_count_decides(
      @ForAll @Size(max = 40) List<@IntRange(max = 29) Integer> steps,
      @ForAll @IntRange(max = 3) int fork,
      @ForAll @IntRange(max = 3) int terminate) {
    ProcessQuorum quorum = new ProcessQuorum(tracked(2, 4, fork, terminate), Set.of());
    Set<Integer> running = new HashSet<>();
    boolean told = quorum.isReached();
    long now = 0;
    for (int step : steps) {
      int pid = step % 10;
      now += SECOND / 3;
      boolean changed = quorum.passed(now);
      told = changed != told;
      if (step < 10) {
        running.add(pid);
        changed = quorum.began(pid, now);
      } else if (step < 20) {
        running.add(pid);
        changed = quorum.forked(pid, now);
      } else {
        running.remove(pid);
        changed = quorum.ended(pid, now);
      }
      told = changed != told;
      assertThat(told).isEqualTo(quorum.isReached());
    }
    boolean unused = quorum.passed(now + 4 * SECOND);
    assertThat(quorum.isReached()).isEqualTo(running.size() >= 2 && running.size() <= 4);
  }

  private static TrackedProcess tracked(int quorum, int max, int fork, int terminate) {
    return new TrackedProcess(
        "P",
        List.of("s9"),
        Match.NAME,
        quorum,
        max,
        Duration.ofSeconds(fork),
        Duration.ofSeconds(terminate));
  }
}
