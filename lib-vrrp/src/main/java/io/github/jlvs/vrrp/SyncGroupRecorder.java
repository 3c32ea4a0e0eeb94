// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Stands in front of a {@link SyncGroup} as {@link VectorRecorder} stands in front of a router, and
 * writes the same format: an input names its member, or none when it is for all.
 *
 * <p>The lines are written by the thread that calls {@code handle}, before the actions are carried
 * out: the consumer must not block. Not safe for use by several threads at once.
 */
public final class SyncGroupRecorder {
  private final SyncGroup group;
  private final RecordedTime time = new RecordedTime();
  private final Consumer<String> lines;

  /**
   * Starts a recording: the consumer gets the first line.
   *
   * @param title what is recorded, for the reader
   * @param group the group, from now on fed through this object alone
   * @param lines takes each line, without a line end
   * @throws IllegalArgumentException when a member has been fed already
   */
  public SyncGroupRecorder(String title, SyncGroup group, Consumer<String> lines) {
    this.group = group;
    this.lines = lines;
    group.members().forEach(VectorRecorder::requireFresh);
    lines.accept(
        JsonLine.of(
            line ->
                line.put("title", title).putObjects("group", group.members(), VectorText::router)));
  }

  /**
   * Hands the input to one member and writes a line.
   *
   * @param now nanoseconds of the monotonic clock
   * @param member the member's place, from 0
   * @param input what happened
   * @return what {@link SyncGroup#handle} returned
   */
  public List<SyncGroup.Step> handle(long now, int member, Input input) {
    List<SyncGroup.Step> steps = group.handle(now, member, input);
    write(now, OptionalInt.of(member), input, steps);
    return steps;
  }

  /**
   * Hands the input to all members and writes a line.
   *
   * @param now nanoseconds of the monotonic clock
   * @param input what happened
   * @return what {@link SyncGroup#handleAll} returned
   */
  public List<SyncGroup.Step> handleAll(long now, Input input) {
    List<SyncGroup.Step> steps = group.handleAll(now, input);
    write(now, OptionalInt.empty(), input, steps);
    return steps;
  }

  private void write(long now, OptionalInt member, Input input, List<SyncGroup.Step> steps) {
    lines.accept(
        JsonLine.of(
            line -> {
              line.putSeconds("at", time.of(now));
              member.ifPresent(place -> line.put("member", place));
              VectorText.input(line, input);
              line.putObjects("actions", steps, SyncGroupRecorder::step)
                  .putStrings(
                      "states",
                      group.members().stream().map(m -> VectorText.word(m.state())).toList());
              time.due(line, group.nextDeadline());
            }));
  }

  private static void step(JsonLine line, SyncGroup.Step step) {
    if (step instanceof SyncGroup.OfMember of) {
      line.put("member", of.member());
      VectorText.action(line, of.action());
    } else if (step instanceof SyncGroup.GroupChanged changed) {
      line.put("action", "group")
          .put("from", VectorText.word(changed.from()))
          .put("to", VectorText.word(changed.to()));
    }
  }
}
