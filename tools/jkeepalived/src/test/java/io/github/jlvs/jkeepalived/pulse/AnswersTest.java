// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final List<Runnable> posted = new ArrayList<>();
  private final Watched lazy = new Watched("lazy", 3, posted::add);
  private final Watched prompt = new Watched("prompt", 1, Runnable::run);
  private final Answers answers = new Answers();

  @Test
  void whoever_answers_in_time_never_hangs() {
    answers.watch(List.of(prompt, lazy));
    for (int i = 0; i < 100; i++) {
      answers.beat();
      answers.beat();
      answers.beat();
      assertThat(answers.hanging()).isEmpty();
      posted.forEach(Runnable::run);
      posted.clear();
    }
  }

  @Test
  void whoever_does_not_hangs_after_as_many_beats_as_its_patience() {
    answers.watch(List.of(prompt, lazy));
    answers.beat();
    answers.beat();
    answers.beat();
    assertThat(answers.hanging()).isEmpty();
    answers.beat();
    assertThat(answers.hanging()).contains(lazy);
    assertThat(posted).as("one question, however long it takes").hasSize(1);
  }

  @Test
  void a_late_answer_ends_it() {
    answers.watch(List.of(lazy));
    for (int i = 0; i < 10; i++) {
      answers.beat();
    }
    assertThat(answers.hanging()).contains(lazy);
    posted.get(0).run();
    answers.beat();
    assertThat(answers.hanging()).isEmpty();
    assertThat(posted).hasSize(2);
  }

  @Test
  void another_list_keeps_the_count_of_the_threads_that_stay() {
    answers.watch(List.of(lazy));
    for (int i = 0; i < 10; i++) {
      answers.beat();
    }
    // As a reload names it: the same thread, and nothing else is equal.
    Watched again = new Watched("lazy", 3, task -> posted.add(task));
    answers.watch(List.of(prompt, again));
    assertThat(answers.hanging()).contains(again);
    answers.watch(List.of(prompt));
    assertThat(answers.hanging()).isEmpty();
  }

  @Test
  void a_patience_is_a_beat_at_least() {
    assertThatThrownBy(() -> new Watched("x", 0, task -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 or more");
  }
}
