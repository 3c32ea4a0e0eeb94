// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.recording.VectorRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a case to the state machine and compares what comes out with what is expected. */
public final class Replay {
  private final Vector vector;
  private final List<String> lines = new ArrayList<>();

  private Replay(Vector vector) {
    this.vector = vector;
  }

  /**
   * The first line that comes out otherwise than expected, as text for a person; empty when all
   * agree. A member that a line does not name is not compared, except the actions.
   */
  public static Optional<String> firstDifference(Vector vector) {
    Replay replay = new Replay(vector);
    replay.run();
    for (int i = 0; i < vector.steps().size(); i++) {
      JsonNode expected = vector.steps().get(i);
      String actual = replay.lines.get(i + 1);
      Optional<String> member = differingMember(expected, VectorFile.parse(actual));
      if (member.isPresent()) {
        return Optional.of(
            "%s, step %d, %s differs:%n  expected %s%n  actual   %s"
                .formatted(vector.title(), i + 1, member.get(), expected, actual));
      }
    }
    return Optional.empty();
  }

  /** What a recorder writes of the same inputs. */
  public static List<String> recordAgain(Vector vector) {
    Replay replay = new Replay(vector);
    replay.run();
    return replay.lines;
  }

  private void run() {
    List<VirtualRouter> routers = new ArrayList<>();
    for (JsonNode router : vector.routers()) {
      routers.add(
          new VirtualRouter(VectorReader.config(router), VectorReader.address(router, "primary")));
    }
    StateMachine machine = vector.group() ? new SyncGroup(routers) : routers.get(0);
    VectorRecorder recorder = new VectorRecorder(vector.title(), machine, lines::add);
    for (JsonNode step : vector.steps()) {
      int member = step.has("member") ? step.path("member").asInt() : StateMachine.ALL;
      Input input = VectorReader.input(step, routers.get(Math.max(0, member)).config());
      Step.handle(recorder, at(step), member, input);
    }
  }

  private static long at(JsonNode step) {
    return VectorReader.nanos(step.required("at"));
  }

  private static Optional<String> differingMember(JsonNode expected, JsonNode actual) {
    if (!expected.has("actions")) {
      return Optional.of("actions, which are not told,");
    }
    for (Map.Entry<String, JsonNode> member : expected.properties()) {
      // A configuration is written whole, whatever was left to its default.
      boolean compared = !member.getKey().equals("note") && !member.getKey().equals("router");
      if (compared && !same(member.getValue(), actual.path(member.getKey()))) {
        return Optional.of(member.getKey());
      }
    }
    return Optional.empty();
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    return expected.equals(
        (a, b) ->
            a.isNumber() && b.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.equals(b) ? 0 : 1,
        actual);
  }
}
