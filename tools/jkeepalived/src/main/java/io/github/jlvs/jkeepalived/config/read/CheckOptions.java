// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.CheckSchedule;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * How checks run, as one block says it. What a checker leaves out comes from its real server, then
 * from the virtual server, then from keepalived's defaults.
 */
final class CheckOptions {
  private static final String LONGEST = "86400";
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private Optional<Duration> interval = Optional.empty();
  private Optional<Duration> warmup = Optional.empty();
  private Optional<Integer> retries = Optional.empty();
  private Optional<Duration> retryInterval = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private Optional<Boolean> alpha = Optional.empty();
  private Optional<Boolean> logAllFailures = Optional.empty();

  /** Reads what virtual servers, real servers and checkers have in common. */
  void handle(BlockReader block, ValueParser values) {
    block
        .on("delay_loop", s -> interval = interval(s, values))
        .on("warmup", s -> warmup = values.seconds(s, "0", LONGEST))
        .on("retry", s -> retries = values.number(s, 0, 1_000_000))
        .on("delay_before_retry", s -> retryInterval = values.seconds(s, "0", LONGEST))
        .on("connect_timeout", s -> timeout = values.seconds(s, "0.001", LONGEST))
        .on("alpha", s -> alpha = Optional.of(values.flag(s)));
  }

  /** Zero is no interval: keepalived takes its own, so the checks go on. */
  private static Optional<Duration> interval(Statement statement, ValueParser values) {
    Optional<Duration> given = values.seconds(statement, "0", LONGEST);
    boolean tooShort = given.isPresent() && given.get().compareTo(Duration.ofMillis(1)) < 0;
    if (tooShort) {
      values
          .diagnostics()
          .warning(
              statement.arguments().get(0).position(),
              "'delay_loop' is at least 0.001 seconds: 60 seconds are used, as without this line");
    }
    return tooShort ? Optional.empty() : given;
  }

  void logAllFailures(Statement statement, ValueParser values) {
    logAllFailures = Optional.of(values.flag(statement));
  }

  CheckOptions within(CheckOptions outer) {
    CheckOptions all = new CheckOptions();
    all.interval = interval.or(() -> outer.interval);
    all.warmup = warmup.or(() -> outer.warmup);
    all.retries = retries.or(() -> outer.retries);
    all.retryInterval = retryInterval.or(() -> outer.retryInterval);
    all.timeout = timeout.or(() -> outer.timeout);
    all.alpha = alpha.or(() -> outer.alpha);
    all.logAllFailures = logAllFailures.or(() -> outer.logAllFailures);
    return all;
  }

  boolean alpha() {
    return alpha.orElse(false);
  }

  Duration timeout() {
    return timeout.orElse(Duration.ofSeconds(5));
  }

  CheckSchedule schedule(int defaultRetries, Duration defaultRetryInterval) {
    Duration every = interval.orElse(MINUTE);
    return new CheckSchedule(
        every,
        warmup.orElse(every),
        retries.orElse(defaultRetries),
        retryInterval.orElse(defaultRetryInterval),
        alpha(),
        logAllFailures.orElse(false));
  }
}
