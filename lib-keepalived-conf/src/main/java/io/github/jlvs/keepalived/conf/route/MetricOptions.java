// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.netlink.route.RouteMetrics;
import io.github.jlvs.netlink.route.RouteMetrics.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route says of its path: {@code mtu lock 1400} and its kin. */
final class MetricOptions {
  private static final long ANY = 0xffff_ffffL;
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|)");

  /** Each metric with its largest value. */
  private static final Map<String, Long> LARGEST = largest();

  private static final Map<String, Metric> METRICS = byWord();

  /** Times in milliseconds, and how many of its units a metric has in one. */
  private static final Map<Metric, Integer> TIMES =
      Map.of(Metric.RTT, 8, Metric.RTTVAR, 4, Metric.RTO_MIN, 1);

  /** keepalived knows no lock of these. */
  private static final Set<String> UNLOCKED =
      Set.of("window", "initcwnd", "initrwnd", "quickack", "fastopen_no_cookie");

  private RouteMetrics metrics = RouteMetrics.NONE;

  private static Map<String, Long> largest() {
    Map<String, Long> largest = new LinkedHashMap<>();
    largest.put("mtu", ANY);
    largest.put("window", ANY);
    largest.put("ssthresh", ANY);
    largest.put("cwnd", ANY);
    largest.put("advmss", ANY);
    largest.put("reordering", ANY);
    largest.put("hoplimit", 255L);
    largest.put("initcwnd", ANY);
    largest.put("initrwnd", ANY);
    largest.put("quickack", 1L);
    largest.put("fastopen_no_cookie", 1L);
    return largest;
  }

  private static Map<String, Metric> byWord() {
    Map<String, Metric> all = new LinkedHashMap<>();
    for (Metric each : Metric.values()) {
      if (each != Metric.FEATURES) {
        all.put(each.name().toLowerCase(Locale.ROOT), each);
      }
    }
    return all;
  }

  /** The words that begin an option of these. */
  static Set<String> options() {
    Set<String> all = new LinkedHashSet<>(METRICS.keySet());
    all.add("features");
    all.add("congctl");
    return all;
  }

  RouteMetrics metrics() {
    return metrics;
  }

  /** Reads the option that begins with this word. */
  void read(Word option, LineWords line) {
    switch (option.text()) {
      case "features" -> features(option, line);
      case "congctl" -> congestionControl(option, line);
      default -> number(option, line);
    }
  }

  private void number(Word option, LineWords line) {
    Metric metric = Optional.ofNullable(METRICS.get(option.text())).orElseThrow();
    boolean locked = !UNLOCKED.contains(option.text()) && line.take("lock");
    Optional<Long> value =
        TIMES.containsKey(metric)
            ? time(option, metric, line)
            : line.number(option, 0, LARGEST.getOrDefault(option.text(), ANY));
    value.ifPresent(
        number ->
            metrics = locked ? metrics.withLocked(metric, number) : metrics.with(metric, number));
  }

  /** With a unit it is a time; without one it is in the kernel's own. */
  private static Optional<Long> time(Word option, Metric metric, LineWords line) {
    Optional<Word> word = line.value(option);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Matcher time = TIME.matcher(word.get().text());
    if (!time.matches()) {
      line.error(
          word.get(),
          Quoted.quote(word.get().text())
              + " is not a time: "
              + Quoted.quote(option.text())
              + " takes one such as 200ms or 1.5s");
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(time.group(1));
    int units = TIMES.getOrDefault(metric, 1);
    BigDecimal value =
        switch (time.group(2)) {
          case "ms" -> number.multiply(BigDecimal.valueOf(units));
          case "s" -> number.multiply(BigDecimal.valueOf(1000L * units));
          default -> number;
        };
    long whole = value.setScale(0, RoundingMode.HALF_UP).longValue();
    if (whole > ANY) {
      line.error(word.get(), Quoted.quote(word.get().text()) + " is too long a time for a route");
      return Optional.empty();
    }
    return Optional.of(whole);
  }

  private void features(Word option, LineWords line) {
    line.value(option)
        .ifPresent(
            word -> {
              if (word.text().equals("ecn")) {
                metrics = metrics.with(Metric.FEATURES, RouteMetrics.FEATURE_ECN);
              } else {
                line.error(word, Quoted.quote(word.text()) + " is not a feature: 'ecn' is");
              }
            });
  }

  private void congestionControl(Word option, LineWords line) {
    boolean locked = line.take("lock");
    line.value(option)
        .ifPresent(
            word -> {
              if (word.text().matches("[\\x21-\\x7e]{1,15}")) {
                metrics = metrics.withCongestionControl(word.text(), locked);
              } else {
                line.error(
                    word,
                    Quoted.quote(word.text())
                        + " cannot be an algorithm of congestion control: it has 1 to 15"
                        + " characters");
              }
            });
  }
}
