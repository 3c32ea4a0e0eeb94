// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as a person writes it: {@code 90}, {@code 90s}, {@code 10m}, {@code 2h}, {@code
 * 3d}.
 */
public final class TimeSpan {
  /** What can be written, for messages. */
  public static final String FORM =
      "seconds, or such as 90s, 10m, 2h or 3d, of 365 days at the most";

  private static final Pattern WRITTEN = Pattern.compile("(?<count>[0-9]{1,9})(?<unit>[smhd]?)");
  private static final Duration LONGEST = Duration.ofDays(365);

  private TimeSpan() {}

  /** Reads one; nothing where a text is none, is zero, or is longer than 365 days. */
  public static Optional<Duration> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(written.group("count"));
    Duration span =
        switch (written.group("unit")) {
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofSeconds(count);
        };
    return span.isZero() || span.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(span);
  }
}
