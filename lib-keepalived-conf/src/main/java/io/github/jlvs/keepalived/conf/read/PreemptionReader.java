// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.Optional;

/** Reads whether and when a virtual router takes over from a master of lower priority, or back. */
final class PreemptionReader {
  private static final int LOWEST = 1;
  private static final int HIGHEST = 254;

  /** The keyword alone stands for the highest priority that another may have. */
  private static final Argument<Located<Optional<Integer>>> HIGHEST_OTHER =
      Located.line(
          Argument.of(
              "nothing, which is " + HIGHEST + ", or " + LOWEST + " to " + HIGHEST,
              (statement, words) ->
                  statement.arguments().isEmpty()
                      ? Optional.of(HIGHEST)
                      : Argument.number(LOWEST, HIGHEST).read(statement, words)));

  static final Keywords<PreemptionReader> KEYWORDS =
      Keywords.<PreemptionReader>none()
          .on(
              keyword("nopreempt", presence())
                  .says("A master of lower priority stays; without effect with `state MASTER`"),
              (reader, at) -> reader.noPreempt = Optional.of(at))
          .checked(keyword("preempt", presence()).says("What holds without `nopreempt`"))
          .on(
              keyword("preempt_delay", Located.line(seconds("0", "1000")))
                  .byDefault(0)
                  .says("A better router waits so long before it takes over"),
              PreemptionReader::delay)
          .on(
              keyword("timer_expired_backup", HIGHEST_OTHER)
                  .says(
                      "With `nopreempt`: a late master that one of this priority may have replaced"
                          + " becomes backup"),
              PreemptionReader::stepBack)
          .on(
              keyword("thread_timer_expired", HIGHEST_OTHER)
                  .says("The same as `timer_expired_backup`"),
              PreemptionReader::stepBack);

  private final ReaderContext context;
  private Optional<Position> noPreempt = Optional.empty();
  private Optional<Position> delayAt = Optional.empty();
  private Duration delay = Duration.ZERO;
  private Optional<Position> stepBackAt = Optional.empty();
  private Optional<Integer> highestOther = Optional.empty();

  PreemptionReader(ReaderContext context) {
    this.context = context;
  }

  VirtualRouterConfig.Builder addTo(VirtualRouterConfig.Builder router) {
    highestOther.ifPresent(router::highestOther);
    return router.preempt(noPreempt.isEmpty()).preemptDelay(delay);
  }

  /** Takes away what has no effect, as keepalived does, and says so. */
  void check(boolean startsAsMaster, boolean strict) {
    String master = "'state MASTER' (write 'state BACKUP')";
    if (startsAsMaster) {
      noPreempt.ifPresent(at -> without(at, "nopreempt", master));
      noPreempt = Optional.empty();
    }
    if (noPreempt.isEmpty()) {
      stepBackAt.ifPresent(
          at ->
              context
                  .diagnostics()
                  .warning(
                      at,
                      "'timer_expired_backup' has no effect without 'nopreempt': a master that"
                          + " takes its place back need not leave it"));
      highestOther = Optional.empty();
    }
    if (!delay.isZero() && (startsAsMaster || noPreempt.isPresent() || strict)) {
      String beside = noPreempt.isPresent() ? "'nopreempt'" : "strict mode";
      delayAt.ifPresent(at -> without(at, "preempt_delay", startsAsMaster ? master : beside));
      delay = Duration.ZERO;
    }
  }

  private void stepBack(Located<Optional<Integer>> given) {
    stepBackAt = Optional.of(given.position());
    highestOther = given.value();
  }

  private void without(Position at, String keyword, String beside) {
    context.diagnostics().warning(at, "'" + keyword + "' has no effect with " + beside);
  }

  private void delay(Located<Optional<Duration>> given) {
    delayAt = Optional.of(given.position());
    delay = given.value().orElse(Duration.ZERO);
  }
}
