// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * How checks run, as one block says it. What a checker leaves out comes from its real server, then
 * from the virtual server, then from keepalived's defaults.
 */
final class CheckOptions {
  private static final String LONGEST = "86400";
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Argument<Optional<Duration>> SECONDS = seconds("0", LONGEST);

  private static final int RETRIES_OF_MOST = 1;

  private static final Argument<Optional<Integer>> RETRIES = number(0, 1_000_000);

  /** What virtual servers and real servers say for the checkers in them. */
  static final Keywords<CheckOptions> OF_SERVERS =
      keywords(
          Standard.value(1, "for DNS_CHECK 3"),
          Standard.value(1, "for HTTP_GET and SSL_GET 3, for DNS_CHECK that of `delay_loop`"));

  /** The old name of {@code retry}, which keepalived knows in HTTP_GET and SSL_GET. */
  static final Keywords<CheckOptions> OLD_RETRY =
      Keywords.<CheckOptions>none()
          .on(
              keyword("nb_get_retry", RETRIES).anotherWordFor("retry"),
              (options, count) -> options.retries = count);

  /**
   * What virtual servers, real servers and checkers have in common.
   *
   * @param retryInterval what is between a failed try and the next where nobody says it
   */
  static Keywords<CheckOptions> keywords(Standard retryInterval) {
    return keywords(Standard.value(RETRIES_OF_MOST), retryInterval);
  }

  /**
   * The same for a checker whose number of retries is its own.
   *
   * @param retryCount how many retries there are where nobody says it
   * @param retryInterval what is between a failed try and the next where nobody says it
   */
  static Keywords<CheckOptions> keywords(Standard retryCount, Standard retryInterval) {
    return Keywords.<CheckOptions>none()
        .on(
            keyword("delay_loop", Argument.of(SECONDS.description(), CheckOptions::interval))
                .byDefault(Standard.ofBlockAround().orElse(60))
                .says("The time between two checks"),
            (options, time) -> options.interval = time)
        .on(
            keyword("warmup", SECONDS)
                .byDefault(Standard.ofBlockAround().orElse(Standard.sameAs("delay_loop")))
                .says("The first check comes after a random time up to this"),
            (options, time) -> options.warmup = time)
        .on(
            keyword("retry", RETRIES)
                .byDefault(Standard.ofBlockAround().orElse(retryCount))
                .says("So many further tries may fail before the check fails"),
            (options, count) -> options.retries = count)
        .on(
            keyword("delay_before_retry", SECONDS)
                .byDefault(Standard.ofBlockAround().orElse(retryInterval))
                .says("The time between a failed try and the next"),
            (options, time) -> options.retryInterval = time)
        .on(
            keyword("connect_timeout", seconds("0.001", LONGEST))
                .byDefault(Standard.ofBlockAround().orElse(5))
                .says("A server that is silent for so long has failed"),
            (options, time) -> options.timeout = time)
        .on(
            keyword("alpha", flag())
                .byDefault(Standard.ofBlockAround().orElse("off"))
                .says("Servers are down until a check succeeds"),
            (options, on) -> options.alpha = Optional.of(on));
  }

  private Optional<Duration> interval = Optional.empty();
  private Optional<Duration> warmup = Optional.empty();
  private Optional<Integer> retries = Optional.empty();
  private Optional<Duration> retryInterval = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private Optional<Boolean> alpha = Optional.empty();

  /** Zero is no interval: keepalived takes its own, so the checks go on. */
  private static Optional<Duration> interval(Statement statement, Words words) {
    Optional<Duration> given = SECONDS.read(statement, words);
    boolean tooShort = given.isPresent() && given.get().compareTo(Duration.ofMillis(1)) < 0;
    if (tooShort) {
      words
          .diagnostics()
          .warning(
              statement.arguments().get(0).position(),
              "'delay_loop' is at least 0.001 seconds: 60 seconds are used, as without this line");
    }
    return tooShort ? Optional.empty() : given;
  }

  CheckOptions within(CheckOptions outer) {
    CheckOptions all = new CheckOptions();
    all.interval = either(interval, outer.interval);
    all.warmup = either(warmup, outer.warmup);
    all.retries = either(retries, outer.retries);
    all.retryInterval = either(retryInterval, outer.retryInterval);
    all.timeout = either(timeout, outer.timeout);
    all.alpha = either(alpha, outer.alpha);
    return all;
  }

  /** The first where it is there; Optional.or would make an object for each of many servers. */
  private static <T> Optional<T> either(Optional<T> inner, Optional<T> outer) {
    return inner.isPresent() ? inner : outer;
  }

  /**
   * The policy of a check, with keepalived's defaults for its kind. Every failed try is logged,
   * which keepalived does only when asked: the operator sees why a server is about to leave.
   */
  CheckPolicy policy(Duration defaultRetryInterval) {
    return policy(RETRIES_OF_MOST, Optional.of(defaultRetryInterval));
  }

  /**
   * The same for a checker whose number of retries is its own.
   *
   * @param defaultRetryInterval empty where it is the time between two checks
   */
  CheckPolicy policy(int defaultRetries, Optional<Duration> defaultRetryInterval) {
    Duration every = interval.orElse(MINUTE);
    return new CheckPolicy(
        every,
        timeout.orElse(Duration.ofSeconds(5)),
        retries.orElse(defaultRetries),
        retryInterval.or(() -> defaultRetryInterval).orElse(every),
        warmup.orElse(every),
        alpha.orElse(false),
        true);
  }
}
