// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.recording;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stands in front of a state machine and writes what goes in and what comes out as JSON lines, the
 * format of the conformance vectors (docs/vrrp-vectors.md): a live run becomes a vector that
 * replays on any machine. Times are written relative to the first input, the password never. What
 * goes into and comes out of a {@link SyncGroup} names its member, an input for all members none.
 *
 * <p>The lines are written by the thread that calls {@link #handle}, before the actions are carried
 * out: the consumer must not block. Not safe for use by several threads at once.
 */
public final class VectorRecorder implements StateMachine {
  private final StateMachine machine;
  private final boolean group;
  private final Consumer<String> lines;
  private boolean begun;
  private long zero;

  /** What a state machine told its sink, to be told once more. */
  private static final class Decision implements Sink {
    private final List<Consumer<Sink>> calls = new ArrayList<>();

    @Override
    public void act(int member, Action action) {
      calls.add(sink -> sink.act(member, action));
    }

    @Override
    public void groupChanged(State from, State to) {
      calls.add(sink -> sink.groupChanged(from, to));
    }
  }

  /** Writes each thing told as the members of an object. */
  private final class Writer implements Sink {
    private final JsonLine line;

    Writer(JsonLine line) {
      this.line = line;
    }

    @Override
    public void act(int member, Action action) {
      if (group) {
        line.put("member", member);
      }
      VectorText.action(line, action);
    }

    @Override
    public void groupChanged(State from, State to) {
      line.put("action", "group").put("from", VectorText.word(from)).put("to", VectorText.word(to));
    }
  }

  /**
   * Starts a recording: the consumer gets the first line.
   *
   * @param title what is recorded, for the reader
   * @param machine the router or the group, from now on fed through this object alone
   * @param lines takes each line, without a line end
   * @throws IllegalArgumentException when a member has been fed already: a recording that does not
   *     begin at the beginning cannot be replayed
   */
  public VectorRecorder(String title, StateMachine machine, Consumer<String> lines) {
    this.machine = machine;
    this.group = machine instanceof SyncGroup;
    this.lines = lines;
    machine.members().forEach(VectorRecorder::requireFresh);
    lines.accept(JsonLine.of(line -> writeSetup(line.put("title", title))));
  }

  private static void requireFresh(VirtualRouter router) {
    if (router.state() != State.INITIALIZE || !router.trackedDown().isEmpty()) {
      throw new IllegalArgumentException(
          "virtual router "
              + router.config().vrid()
              + " has been fed already, its recording could not be replayed: record it from the"
              + " start");
    }
  }

  @Override
  public List<VirtualRouter> members() {
    return machine.members();
  }

  @Override
  public long nextDeadline() {
    return machine.nextDeadline();
  }

  /** Hands the input on, and writes a line before the sink hears what was decided. */
  @Override
  public void handle(long now, int member, Input input, Sink sink) {
    Decision decision = new Decision();
    machine.handle(now, member, input, decision);
    lines.accept(JsonLine.of(line -> writeStep(line, now, member, input, decision)));
    decision.calls.forEach(call -> call.accept(sink));
  }

  private void writeSetup(JsonLine line) {
    if (group) {
      line.putObjects("group", members(), VectorText::router);
    } else {
      line.putObject("router", router -> VectorText.router(router, members().get(0)));
    }
  }

  private void writeStep(JsonLine line, long now, int member, Input input, Decision decision) {
    if (!begun) {
      begun = true;
      zero = now;
    }
    line.putSeconds("at", now - zero);
    if (group && member != ALL) {
      line.put("member", member);
    }
    VectorText.input(line, input);
    line.putObjects("actions", decision.calls, (each, call) -> call.accept(new Writer(each)));
    List<String> states =
        members().stream().map(router -> VectorText.word(router.state())).toList();
    if (group) {
      line.putStrings("states", states);
    } else {
      line.put("state", states.get(0));
    }
    long due = machine.nextDeadline();
    if (due == Timers.NEVER) {
      line.putNull("due");
    } else {
      line.putSeconds("due", due - zero);
    }
  }
}
