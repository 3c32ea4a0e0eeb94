// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.linux.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where overrides are kept: what is decided is in the file before it is in force, and it ends when
 * its time is over. All on a loop's thread of its own: a disk may be slow, and neither a check nor
 * a reader of the control socket is to wait for one.
 */
public final class OverrideDesk implements AutoCloseable {
  /** The system's clock may be set: it is looked at again after so long at the latest. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

  private final EventLoop loop;
  private final OverridesFile file;
  private final InstantSource clock;
  private final DaemonLog log;
  private final Function<Overrides, ? extends CompletionStage<?>> applied;
  private final Timer timer;
  private Overrides current;

  /** Whether the file says what is over; tried again. */
  private boolean late;

  /** What came of a decision. */
  public sealed interface Outcome {
    /**
     * It is in the file, and the checkers have it.
     *
     * @param changed those that are new, or that are over now
     * @param left all that are in force
     */
    record Kept(List<ServerOverride> changed, Overrides left) implements Outcome {}

    /**
     * It is not in force.
     *
     * @param why in a sentence
     */
    record NotKept(String why) implements Outcome {}
  }

  /**
   * Has in force what is known, as far as its time is not over.
   *
   * @param known what the file says
   * @param applied has others be in force, and tells when they are
   */
  public OverrideDesk(
      EventLoop loop,
      OverridesFile file,
      Overrides known,
      InstantSource clock,
      DaemonLog log,
      Function<Overrides, ? extends CompletionStage<?>> applied) {
    this.loop = loop;
    this.file = file;
    this.clock = clock;
    this.log = log;
    this.applied = applied;
    this.timer = loop.timer(this::look);
    this.current = known;
    known.at(clock.instant()).list().forEach(each -> say(OverrideWords.goesOn(each)));
    look();
  }

  /**
   * Has these be in force from now on.
   *
   * @param warnings what there is to say of it besides
   */
  public CompletionStage<Outcome> set(List<ServerOverride> decided, List<String> warnings) {
    Overrides next = current;
    for (ServerOverride each : decided) {
      next = next.with(each);
    }
    if (next.all().size() > Overrides.MOST) {
      return refused("there would be more than " + Overrides.MOST + " overrides: take some back");
    }
    List<String> lines = new ArrayList<>(decided.stream().map(OverrideWords::set).toList());
    lines.addAll(warnings);
    return go(next, decided, lines);
  }

  /**
   * Has these be in force no more.
   *
   * @param which of those in force; all that are not there are left alone
   * @param by who takes them back
   */
  public CompletionStage<Outcome> takeBack(Predicate<Target> which, String by) {
    List<ServerOverride> gone =
        current.list().stream().filter(each -> which.test(each.target())).toList();
    return go(
        current.without(gone),
        gone,
        gone.stream().map(each -> OverrideWords.takenBack(each, by)).toList());
  }

  private CompletionStage<Outcome> go(
      Overrides next, List<ServerOverride> changed, List<String> lines) {
    if (next.equals(current)) {
      return CompletableFuture.completedFuture(new Outcome.Kept(changed, current));
    }
    try {
      file.write(next);
    } catch (IOException e) {
      return refused(
          "it could not be kept for the next start: " + file + ": " + PrivateFile.reason(e));
    }
    current = next;
    lines.forEach(this::say);
    look();
    return applied.apply(next).thenApply(done -> new Outcome.Kept(changed, next));
  }

  private static CompletionStage<Outcome> refused(String why) {
    return CompletableFuture.completedFuture(new Outcome.NotKept(why));
  }

  /** Ends what is over, and sleeps until the next is. */
  private void look() {
    Instant now = clock.instant();
    List<ServerOverride> over = current.over(now);
    if (!over.isEmpty() || late) {
      current = current.at(now);
      over.forEach(each -> say(OverrideWords.expired(each)));
      tidy();
      if (!over.isEmpty()) {
        Object unused = applied.apply(current);
      }
    }
    timer.cancel();
    Duration left = current.nextEnd().map(end -> Duration.between(now, end)).orElse(LONGEST_SLEEP);
    if (late || current.nextEnd().isPresent()) {
      timer.arm(loop.now() + Math.min(left.toNanos(), LONGEST_SLEEP.toNanos()));
    }
  }

  /** What is over in the file is over at the next start too: nobody is kept from anything by it. */
  private void tidy() {
    boolean wasLate = late;
    try {
      file.write(current);
      late = false;
    } catch (IOException e) {
      late = true;
      if (!wasLate) {
        say("Cannot write " + file + ", which is tried again: " + PrivateFile.reason(e));
      }
    }
  }

  private void say(String line) {
    log.line(Part.CHECKERS, line);
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
