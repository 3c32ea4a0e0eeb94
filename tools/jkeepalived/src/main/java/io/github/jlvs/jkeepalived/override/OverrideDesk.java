// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.event.OfServer;
import io.github.jlvs.jkeepalived.event.OfServer.Decision;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.PrivateFile;
import io.github.jlvs.linux.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
  private final Consumer<DaemonEvent> events;
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
      Consumer<DaemonEvent> events,
      Function<Overrides, ? extends CompletionStage<?>> applied) {
    this.loop = loop;
    this.file = file;
    this.clock = clock;
    this.log = log;
    this.events = events;
    this.applied = applied;
    this.timer = loop.timer(this::look);
    this.current = known;
    known.at(clock.instant()).list().forEach(each -> say(each, Decision.KEPT, each.by()));
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
    return go(
        next,
        decided,
        () -> {
          decided.forEach(each -> say(each, Decision.SET, each.by()));
          warnings.forEach(this::say);
        });
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
        () -> gone.forEach(each -> say(each, Decision.TAKEN_BACK, by)));
  }

  private CompletionStage<Outcome> go(
      Overrides next, List<ServerOverride> changed, Runnable telling) {
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
    telling.run();
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
      over.forEach(each -> say(each, Decision.EXPIRED, each.by()));
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

  private void say(ServerOverride one, Decision decision, String by) {
    OfServer.Overridden event = new OfServer.Overridden(one, decision, by);
    say(event.words());
    events.accept(event);
  }

  private void say(String line) {
    log.line(Part.CHECKERS, line);
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
