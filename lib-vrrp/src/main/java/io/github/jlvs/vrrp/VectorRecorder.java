// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;
import java.util.function.Consumer;

/**
 * Stands in front of a {@link VirtualRouter} and writes what goes in and what comes out as JSON
 * lines, the format of the conformance vectors (docs/vrrp-vectors.md): a live run becomes a vector
 * that replays on any machine. Times are written relative to the first input, the password never.
 *
 * <p>The lines are written by the thread that calls {@link #handle}, before the actions are carried
 * out: the consumer must not block. Not safe for use by several threads at once.
 */
public final class VectorRecorder {
  private final VirtualRouter router;
  private final RecordedTime time = new RecordedTime();
  private final Consumer<String> lines;

  /**
   * Starts a recording: the consumer gets the first line.
   *
   * @param title what is recorded, for the reader
   * @param router the router, from now on fed through this object alone
   * @param lines takes each line, without a line end
   * @throws IllegalArgumentException when the router has been fed already: a recording that does
   *     not begin at the beginning cannot be replayed
   */
  public VectorRecorder(String title, VirtualRouter router, Consumer<String> lines) {
    this.router = router;
    this.lines = lines;
    requireFresh(router);
    lines.accept(
        JsonLine.of(
            line ->
                line.put("title", title).putObject("router", r -> VectorText.router(r, router))));
  }

  /**
   * Hands the input to the router and writes a line.
   *
   * @param now nanoseconds of the monotonic clock
   * @param input what happened
   * @return what {@link VirtualRouter#handle} returned
   */
  public List<Action> handle(long now, Input input) {
    List<Action> actions = router.handle(now, input);
    lines.accept(
        JsonLine.of(
            line -> {
              line.putSeconds("at", time.of(now));
              VectorText.input(line, input);
              line.putObjects("actions", actions, VectorText::action)
                  .put("state", VectorText.word(router.state()));
              time.due(line, router.nextDeadline());
            }));
    return actions;
  }

  static void requireFresh(VirtualRouter router) {
    if (router.state() != State.INITIALIZE || !router.trackedDown().isEmpty()) {
      throw new IllegalArgumentException(
          "virtual router "
              + router.config().vrid()
              + " has been fed already, its recording could not be replayed: record it from the"
              + " start");
    }
  }
}
