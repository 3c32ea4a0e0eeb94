// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckAction;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckInput;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.RealServerCheck;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One check on the loop. {@link RealServerCheck} decides; this keeps its timer and makes its tries.
 *
 * <p>One timer is enough: between tries it stands at the next try, during a try at the time limit
 * of its connection, and after a try that could not be made at the next attempt to make it.
 */
final class ScheduledCheck {
  /** What hears of it. */
  interface Owner {
    /** Its last result is not the one before. */
    void foundAnother(ScheduledCheck check);

    void told(ScheduledCheck check, CheckEvent event);

    void impossible(ScheduledCheck check, LinuxException cause);

    void possibleAgain(ScheduledCheck check);

    /** Told of the first one that waits for its turn. */
    void waits(ScheduledCheck check, int underWay);
  }

  /** So many time limits a connection takes at the most, however steadily bytes come. */
  private static final int TIMES = 10;

  private final CheckLoop loop;
  private final Owner owner;
  private final Check check;
  private final RealServerCheck decisions;
  private final Attempts attempts;
  private final Timer timer;
  private RealServer server;
  private int index;
  private boolean begun;

  /** When the connection of now has taken too long in all. */
  private long longest;

  private boolean impossible;
  private Optional<ProbeResult> lastResult = Optional.empty();
  private @Nullable Attempt current;

  /** Who waits for a try that has not begun; and who for the one that is under way. */
  private final List<Consumer<TriedNow>> asking = new ArrayList<>();

  private final List<Consumer<TriedNow>> asked = new ArrayList<>();
  private Slots.@Nullable Slot slot;

  ScheduledCheck(
      CheckLoop loop, Owner owner, RealServer server, int index, RealServerCheck decisions) {
    this.loop = loop;
    this.owner = owner;
    this.server = server;
    this.index = index;
    this.decisions = decisions;
    check = server.checks().get(index);
    attempts = loop.attempts(check.probe(), check.policy().connectTimeout());
    timer = loop.timer(this::due);
  }

  /** Takes over a configuration in which an equal check stands at this place. */
  void moveTo(RealServer nextServer, int nextIndex) {
    server = nextServer;
    index = nextIndex;
  }

  /** Begins, after a wait drawn from the policy's warmup. Without effect when begun. */
  void begin() {
    if (!begun) {
      begun = true;
      attempts.watch(this::hurry);
      Duration warmup = loop.drawUpTo(check.policy().warmup());
      act(loop.now(), new CheckInput.Start(warmup));
    }
  }

  /**
   * Makes a try as soon as it can: at once, or behind the one that is under way.
   *
   * @param told what came of it; told once
   */
  void tryNow(Consumer<TriedNow> told) {
    asking.add(told);
    if (begun) {
      hurry();
    } else {
      dropAsking();
    }
  }

  private void dropAsking() {
    asked.addAll(asking);
    asking.clear();
    answer(new TriedNow.Dropped(check));
  }

  /** Tells those who wait for the try that has ended; others wait for another one. */
  private void answer(TriedNow came) {
    List<Consumer<TriedNow>> waiting = List.copyOf(asked);
    asked.clear();
    waiting.forEach(each -> each.accept(came));
    if (!asking.isEmpty()) {
      hurry();
    }
  }

  private void hurry() {
    if (decisions.trying() && current == null && slot == null) {
      // The last one could not be made, and the timer stands at the next attempt.
      timer.arm(loop.now());
    } else {
      act(loop.now(), CheckInput.NOW);
    }
  }

  /** Rests with its state until it begins again, and drops a try under way; tells nothing. */
  void suspend() {
    if (begun) {
      begun = false;
      dropTry();
      act(loop.now(), CheckInput.STOP);
    }
  }

  /** Ends for good; tells nothing. */
  void end() {
    dropTry();
  }

  private void freeSlot() {
    if (slot != null) {
      slot.free();
      slot = null;
    }
  }

  private void dropTry() {
    timer.cancel();
    freeSlot();
    // The try before what it is made with.
    if (current != null) {
      current.close();
      current = null;
    }
    attempts.close();
    dropAsking();
  }

  private void due() {
    long now = loop.now();
    if (!decisions.trying()) {
      act(now, CheckInput.TICK);
    } else if (current == null) {
      startTry(now);
    } else {
      over(timeUp(now, current));
    }
  }

  private ProbeResult timeUp(long now, Attempt late) {
    return now < longest
        ? late.silent(check.policy().connectTimeout())
        : late.overdue(check.policy().connectTimeout().multipliedBy(TIMES));
  }

  private void limitConnection(long now) {
    longest = now + TIMES * check.policy().connectTimeout().toNanos();
    limitSilence(now);
  }

  /** As with keepalived bytes that come put the limit off; unlike there not for ever. */
  private void limitSilence(long now) {
    timer.arm(Math.min(longest, now + check.policy().connectTimeout().toNanos()));
  }

  /** One over the network has to have a place; until then no time limit counts. */
  private void startTry(long now) {
    OptionalLong memory = memory(check.probe());
    if (memory.isPresent()) {
      Slots slots = loop.slots();
      Slots.Slot taken = slots.take(memory.getAsLong(), () -> beginTry(loop.now()));
      slot = taken;
      if (!taken.isGranted()) {
        timer.cancel();
        if (slots.waiting() == 1) {
          owner.waits(this, slots.tries());
        }
        return;
      }
    }
    beginTry(now);
  }

  /** What a try over the network may take; scripts and files take none of it. */
  private static OptionalLong memory(Probe probe) {
    if (probe instanceof NetworkProbe network) {
      return OptionalLong.of(network.memory());
    }
    return probe instanceof DirectProbe direct
        ? OptionalLong.of(direct.memory())
        : OptionalLong.empty();
  }

  private void beginTry(long now) {
    limitConnection(now);
    asked.addAll(asking);
    asking.clear();
    Attempt next = attempts.next(new Verdict());
    current = next;
    next.start();
  }

  private void over(ProbeResult result) {
    current = null;
    freeSlot();
    // The time limit of the try ends where the timer is moved to the next one.
    if (!lastResult.equals(Optional.of(result))) {
      lastResult = Optional.of(result);
      owner.foundAnother(this);
    }
    if (impossible) {
      impossible = false;
      owner.possibleAgain(this);
    }
    act(loop.now(), new CheckInput.Result(result));
    answer(new TriedNow.Found(check, result));
  }

  /** The clock is asked once for each: hundreds of thousands do so. */
  private void act(long now, CheckInput input) {
    List<CheckAction> actions = decisions.handle(now, input);
    long next = decisions.nextDeadline();
    if (next != RealServerCheck.NEVER) {
      timer.arm(next);
    }
    for (CheckAction action : actions) {
      if (action instanceof CheckEvent event) {
        owner.told(this, event);
      } else if (action instanceof CheckAction.StartTry) {
        startTry(now);
      } else {
        throw new IllegalStateException("nothing performs the action " + action);
      }
    }
  }

  private final class Verdict implements Attempt.Owner {
    @Override
    public void result(ProbeResult result) {
      over(result);
    }

    @Override
    public void reconnecting() {
      limitConnection(loop.now());
    }

    @Override
    public void heard() {
      limitSilence(loop.now());
    }

    @Override
    public void impossible(LinuxException cause) {
      current = null;
      freeSlot();
      timer.arm(loop.now() + check.policy().delayLoop().toNanos());
      impossible = true;
      owner.impossible(ScheduledCheck.this, cause);
      answer(new TriedNow.Impossible(check, cause));
    }
  }

  RealServer server() {
    return server;
  }

  int index() {
    return index;
  }

  Check check() {
    return check;
  }

  CheckState state() {
    return decisions.state();
  }

  CheckStatus status() {
    return new CheckStatus(check, decisions.state(), lastResult);
  }
}
