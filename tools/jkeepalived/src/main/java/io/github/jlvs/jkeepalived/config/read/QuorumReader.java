// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.Command;
import io.github.jlvs.jkeepalived.config.model.Quorum;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.Optional;

/** Reads the quorum of a virtual server. */
final class QuorumReader {
  private final ValueParser values;
  private Optional<Located<Integer>> weight = Optional.empty();
  private Optional<Located<Integer>> hysteresis = Optional.empty();
  private Optional<Command> up = Optional.empty();
  private Optional<Command> down = Optional.empty();

  QuorumReader(ValueParser values) {
    this.values = values;
  }

  void handle(BlockReader block) {
    block
        .on("quorum", s -> weight = number(s, 0))
        .on("hysteresis", s -> hysteresis = number(s, 0))
        .on("quorum_up", s -> up = values.command(s))
        .on("quorum_down", s -> down = values.command(s));
  }

  private Optional<Located<Integer>> number(Statement statement, int min) {
    return values
        .number(statement, min, 1_000_000)
        .map(n -> new Located<>(n, statement.arguments().get(0).position()));
  }

  Quorum quorum(long totalWeight) {
    int wanted = weight.map(Located::value).orElse(1);
    if (wanted == 0) {
      wanted = 1;
      warn(weight, "a quorum of 0 is none: 1 is used, as without this line");
    }
    int reachable = (int) Math.max(1, Math.min(wanted, totalWeight));
    if (reachable < wanted) {
      warn(
          weight,
          "the real servers weigh "
              + totalWeight
              + " together: a quorum of "
              + reachable
              + " is used");
    }
    int more = hysteresis.map(Located::value).orElse(0);
    int bearable = Math.min(more, reachable - 1);
    if (bearable < more) {
      warn(
          hysteresis,
          "the hysteresis must be below the quorum of " + reachable + ": " + bearable + " is used");
    }
    return new Quorum(reachable, bearable, up, down);
  }

  private void warn(Optional<Located<Integer>> what, String message) {
    Optional<Position> at = what.map(Located::position);
    at.ifPresent(position -> values.diagnostics().warning(position, message));
  }
}
