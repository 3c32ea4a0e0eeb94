// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A step is green when all its checks are, and nothing that goes wrong in one ends the scenario.
 */
class ScenarioTest {
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void a_step_whose_checks_hold_is_ok() {
    assertThat(perform(checks -> checks.that("water is wet", true)))
        .singleElement()
        .matches(StepResult::ok);
    assertThat(told()).contains("== 1 of 1: Step 1").contains("ok      water is wet");
  }

  @Test
  void one_check_that_does_not_hold_makes_the_step_fail() {
    List<StepResult> results =
        perform(
            checks -> {
              checks.that("water is wet", true);
              checks.that("water is dry", "wet", "dry"::equals);
            });

    assertThat(results.get(0).failures()).containsExactly("water is dry; seen: wet");
    assertThat(told()).contains("FAILED  water is dry; seen: wet");
  }

  @Test
  void a_step_that_throws_has_failed_and_the_next_one_is_performed() {
    List<StepResult> results =
        perform(
            checks -> {
              throw new IllegalStateException("no switch");
            },
            checks -> checks.that("all is well", true));

    assertThat(results).extracting(StepResult::ok).containsExactly(false, true);
    assertThat(results.get(0).failures()).containsExactly("no switch");
  }

  @Test
  void what_never_becomes_right_fails_with_what_was_seen_last() {
    List<StepResult> results =
        perform(
            checks ->
                checks.eventually("the answer", Duration.ofMillis(50), () -> "41", "42"::equals));

    assertThat(results.get(0).failures())
        .containsExactly("waited 0.05 s for the answer; seen last: 41");
  }

  @Test
  void a_timer_that_expires_too_early_is_as_wrong_as_one_that_is_late() {
    Allowed timer = Allowed.exactly(Duration.ofMillis(3609), "3 x 1 s + (256-100)/256 s");

    assertThat(timer.permits(Duration.ofMillis(3615), SLACK)).isTrue();
    assertThat(timer.permits(Duration.ofMillis(4600), SLACK)).isTrue();
    assertThat(timer.permits(Duration.ofMillis(4700), SLACK)).isFalse();
    assertThat(timer.permits(Duration.ofSeconds(3), SLACK)).isFalse();
  }

  @Test
  void time_to_start_makes_the_limit_later_and_not_the_earliest_moment() {
    Allowed allowed =
        Allowed.exactly(Duration.ofSeconds(3), "timer").plus(Duration.ofSeconds(2), "2 s to start");

    assertThat(allowed.reckoning()).isEqualTo("timer + 2 s to start");
    assertThat(allowed.permits(Duration.ofMillis(2500), SLACK)).isFalse();
    assertThat(allowed.permits(Duration.ofMillis(3500), SLACK)).isTrue();
    assertThat(allowed.permits(Duration.ofMillis(6500), SLACK)).isFalse();
  }

  @Test
  void the_table_has_a_row_for_each_step_and_each_further_timing() {
    List<StepResult> results =
        perform(
            checks -> checks.that("all is well", true),
            checks -> {
              Allowed skew = Allowed.exactly(Duration.ofMillis(609), "(256-100)/256 s");
              checks.within("good-bye to take-over", Duration.ofMillis(612), skew);
              checks.within("mended to one master", Duration.ofSeconds(9), skew);
            });

    assertThat(ResultTable.lines(results, SLACK))
        .anySatisfy(line -> assertThat(line).matches("step-1 +ok +[0-9.]+ +- +-"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "step-2 +FAILED +[0-9.]+ +0.61 +0.61  good-bye to take-over: .256-100./256 s"))
        .anySatisfy(line -> assertThat(line).matches(" +9.00 +0.61  mended to one master: .*"))
        .anySatisfy(line -> assertThat(line).startsWith("    failed: mended to one master: 9.00 s"))
        .last()
        .asString()
        .startsWith("1 steps ok, 1 failed");
  }

  private List<StepResult> perform(Performance... steps) {
    List<Step<String>> all = new ArrayList<>();
    for (Performance step : steps) {
      all.add(new Scripted(all.size() + 1, step));
    }
    Narrator narrator = new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8));
    return new Scenario<>(all).perform("somewhere", narrator, SLACK);
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  /** What a step does. */
  private interface Performance {
    void on(Assertions checks);
  }

  /** A step that does what a test says. */
  private record Scripted(int number, Performance what) implements Step<String> {
    @Override
    public String name() {
      return "step-" + number;
    }

    @Override
    public String title() {
      return "Step " + number;
    }

    @Override
    public void perform(String site, Assertions checks) {
      what.on(checks);
    }
  }
}
