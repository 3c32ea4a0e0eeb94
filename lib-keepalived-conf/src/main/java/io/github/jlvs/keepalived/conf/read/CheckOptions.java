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

  private static final Argument<Optional<Integer>> RETRIES = number(0, 1_000_000);

  /**
   * What holds for a kind of checker where nobody says it.
   *
   * @param retries how many further tries a failure gets
   * @param retryInterval what is between a failed try and the next; empty for {@code delay_loop}
   */
  record Usual(int retries, Optional<Duration> retryInterval) {
    /** Of most kinds. */
    static final Usual OF_MOST = new Usual(1, Optional.of(Duration.ofSeconds(1)));

    private Standard retriesByDefault() {
      return Standard.value(retries);
    }

    private Standard intervalByDefault() {
      return retryInterval
          .map(time -> Standard.value(time.toSeconds()))
          .orElseGet(() -> Standard.sameAs("delay_loop"));
    }
  }

  /** What virtual servers and real servers say for the checkers in them. */
  static final Keywords<CheckOptions> OF_SERVERS =
      Keywords.<CheckOptions>none()
          .with(
              tries(
                  Standard.value(1, "for DNS_CHECK 3, for MISC_CHECK 0"),
                  Standard.value(
                      1, "for HTTP_GET and SSL_GET 3, for DNS_CHECK that of `delay_loop`")),
              options -> options)
          .with(timeLimit(), options -> options)
          .with(firstState(), options -> options);

  /** The old name of {@code retry}, which keepalived knows in HTTP_GET and SSL_GET. */
  static final Keywords<CheckOptions> OLD_RETRY =
      Keywords.<CheckOptions>none()
          .on(
              keyword("nb_get_retry", RETRIES).anotherWordFor("retry"),
              (options, count) -> options.retries = count);

  /** What checkers that ask somebody on the network have in common. */
  static Keywords<CheckOptions> ofNetwork(Usual usual) {
    return Keywords.<CheckOptions>none()
        .with(tries(usual.retriesByDefault(), usual.intervalByDefault()), options -> options)
        .with(timeLimit(), options -> options)
        .with(firstState(), options -> options)
        .with(allFailures(), options -> options);
  }

  /** The same without a limit on the time that an answer takes. */
  static Keywords<CheckOptions> ofScripts(Usual usual) {
    return Keywords.<CheckOptions>none()
        .with(tries(usual.retriesByDefault(), usual.intervalByDefault()), options -> options)
        .with(firstState(), options -> options)
        .with(allFailures(), options -> options);
  }

  private static Keywords<CheckOptions> tries(Standard usualRetries, Standard usualInterval) {
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
                .byDefault(Standard.ofBlockAround().orElse(usualRetries))
                .says("So many further tries may fail before the check fails"),
            (options, count) -> options.retries = count)
        .on(
            keyword("delay_before_retry", SECONDS)
                .byDefault(Standard.ofBlockAround().orElse(usualInterval))
                .says("The time between a failed try and the next"),
            (options, time) -> options.retryInterval = time);
  }

  private static Keywords<CheckOptions> timeLimit() {
    return Keywords.<CheckOptions>none()
        .on(
            keyword("connect_timeout", seconds("0.001", LONGEST))
                .byDefault(Standard.ofBlockAround().orElse(5))
                .says("A server that is silent for so long has failed"),
            (options, time) -> options.timeout = time);
  }

  private static Keywords<CheckOptions> firstState() {
    return Keywords.<CheckOptions>none()
        .on(
            keyword("alpha", flag())
                .byDefault(Standard.ofBlockAround().orElse("off"))
                .says("Servers are down until a check succeeds"),
            (options, on) -> options.alpha = Optional.of(on));
  }

  private static Keywords<CheckOptions> allFailures() {
    return Keywords.<CheckOptions>none()
        .checked(
            keyword("log_all_failures", flag())
                .byDefault("off")
                .says("Every failed try is logged, which is done anyway"));
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
  CheckPolicy policy(Usual usual) {
    return policy(usual, timeout.orElse(Duration.ofSeconds(5)));
  }

  /** The same for a script, which has the time to the next run unless something else is said. */
  CheckPolicy policyOfScript(Usual usual, Optional<Duration> limit) {
    return policy(usual, limit.orElse(interval.orElse(MINUTE)));
  }

  private CheckPolicy policy(Usual usual, Duration limit) {
    Duration every = interval.orElse(MINUTE);
    return new CheckPolicy(
        every,
        limit,
        retries.orElse(usual.retries),
        retryInterval.or(usual::retryInterval).orElse(every),
        warmup.orElse(every),
        alpha.orElse(false),
        true);
  }
}
