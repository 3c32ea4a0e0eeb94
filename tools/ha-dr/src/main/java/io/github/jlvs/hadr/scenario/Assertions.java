// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.LabException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What one step finds; each finding is told at once. For use by one thread. */
public final class Assertions {
  private final Narrator narrator;
  private final Duration slack;
  private final List<String> failures = new ArrayList<>();
  private final List<Timing> timings = new ArrayList<>();

  Assertions(Narrator narrator, Duration slack) {
    this.narrator = narrator;
    this.slack = slack;
  }

  /** How much later than a protocol says a loaded machine may be. */
  public Duration slack() {
    return slack;
  }

  /** Says what is done now. */
  public void doing(String text) {
    narrator.doing(text);
  }

  /** Shows evidence; it decides nothing. */
  public void show(String what, List<String> lines) {
    narrator.show(what, lines);
  }

  /**
   * Notes whether something is so.
   *
   * @param what what ought to be, as a statement
   * @param so whether it is
   */
  public void that(String what, boolean so) {
    narrator.check(so, what);
    if (!so) {
      failures.add(what);
    }
  }

  /**
   * Notes whether something that was seen is right; when it is not, what was seen is told.
   *
   * @param what what ought to be, as a statement
   * @param seen what is
   * @param right whether that is it
   */
  public <T> void that(String what, T seen, Predicate<? super T> right) {
    boolean so = right.test(seen);
    that(so ? what : what + "; seen: " + seen, so);
  }

  /**
   * Waits for something to become so, and notes whether it did.
   *
   * @param what what ought to be, as a statement
   * @param limit how long to wait
   * @param condition whether it is so
   * @return how long it took
   */
  public Duration eventually(String what, Duration limit, BooleanSupplier condition) {
    return eventually(what, limit, condition::getAsBoolean, so -> so);
  }

  /**
   * Waits for something seen to become right, and notes whether it did; when not, what was seen
   * last is told.
   *
   * @param what what ought to be, as a statement
   * @param limit how long to wait
   * @param look tells what is there now
   * @param right whether that is it
   * @return how long it took
   */
  public <T> Duration eventually(
      String what, Duration limit, Supplier<T> look, Predicate<? super T> right) {
    long begin = System.nanoTime();
    try (Narrator.Waiting waiting = narrator.waiting(what, limit)) {
      Await.value(what, limit, look, right);
      that(what, true);
    } catch (LabException e) {
      broken(e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Waits for something without which the step cannot go on.
   *
   * @param what what is waited for
   * @param limit how long at most
   * @param wait waits, and throws when it does not come
   * @return what came
   */
  public <T> T await(String what, Duration limit, Supplier<T> wait) {
    try (Narrator.Waiting waiting = narrator.waiting(what, limit)) {
      return wait.get();
    }
  }

  /** Lets time pass, and says what for. */
  public void pause(String why, Duration time) {
    doing("%s s: %s".formatted(Seconds.text(time), why));
    try (Narrator.Waiting waiting = narrator.waiting(why, time)) {
      Await.pause(time);
    }
  }

  /**
   * Notes how long something took that a protocol sets a time for, and whether it kept to it.
   *
   * @param event from what to what
   * @param took how long it took
   * @param allowed how long it may take
   */
  public void within(String event, Duration took, Allowed allowed) {
    timings.add(new Timing(event, took, allowed));
    that(
        "%s: %s s; allowed: %s s = %s"
            .formatted(
                event, Seconds.text(took), Seconds.text(allowed.atMost()), allowed.reckoning()),
        allowed.permits(took, slack));
  }

  void broken(RuntimeException e) {
    // A message that says what was waited for and what was seen; else at least what went wrong.
    String message = e.getMessage();
    that(message == null ? e.toString() : message, false);
  }

  List<String> failures() {
    return failures;
  }

  List<Timing> timings() {
    return timings;
  }
}
