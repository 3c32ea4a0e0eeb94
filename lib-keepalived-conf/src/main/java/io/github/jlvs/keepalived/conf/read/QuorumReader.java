// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.DepoolThreshold;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.PercentValue;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.Optional;

/** Reads the quorum of a virtual server, and how few of its servers may be left. */
final class QuorumReader {
  private static final Argument<Optional<Located<Integer>>> WEIGHT =
      Located.word(number(0, 1_000_000));

  static final Keywords<QuorumReader> KEYWORDS =
      Keywords.<QuorumReader>none()
          .on(
              keyword("quorum", WEIGHT)
                  .byDefault(1)
                  .says("The weight of working servers that makes the virtual server up"),
              (reader, weight) -> reader.weight = weight)
          .on(
              keyword("hysteresis", WEIGHT)
                  .byDefault(0)
                  .says("The weight must pass the quorum by this to change that"),
              (reader, weight) -> reader.hysteresis = weight)
          .on(
              keyword(
                      "depool_threshold",
                      Argument.only("1% to 100%", "a share", new PercentValue("depool_threshold")))
                  .byDefault(Standard.inWords("what fails leaves"))
                  .says("So many of its servers stay in the table however many fail"),
              (reader, percent) -> reader.depoolThreshold = percent)
          .on(
              keyword("quorum_up", command())
                  .says("Run when the quorum is gained, and at the start where there is one"),
              (reader, command) -> reader.up = command)
          .on(
              keyword("quorum_down", command()).says("Run when the quorum is lost"),
              (reader, command) -> reader.down = command);

  private final ReaderContext context;
  private Optional<Located<Integer>> weight = Optional.empty();
  private Optional<Located<Integer>> hysteresis = Optional.empty();
  private Optional<Integer> depoolThreshold = Optional.empty();
  private Optional<Command> up = Optional.empty();
  private Optional<Command> down = Optional.empty();

  QuorumReader(ReaderContext context) {
    this.context = context;
  }

  /** A quorum that the real servers cannot reach is lowered to what they can. */
  VirtualServer addTo(VirtualServer server) {
    long totalWeight = server.realServers().stream().mapToLong(RealServer::weight).sum();
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
    return server
        .withQuorum(reachable, bearable)
        .withDepoolThreshold(new DepoolThreshold(depoolThreshold.orElse(0)));
  }

  UpDownScripts scripts() {
    return new UpDownScripts(up, down);
  }

  private void warn(Optional<Located<Integer>> what, String message) {
    Optional<Position> at = what.map(Located::position);
    at.ifPresent(position -> context.diagnostics().warning(position, message));
  }
}
