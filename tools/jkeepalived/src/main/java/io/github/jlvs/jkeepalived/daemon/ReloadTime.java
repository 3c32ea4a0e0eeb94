// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a reload is to come, as the file of {@code reload_time_file} says it.
 *
 * @param date the one day; empty for each day
 * @param time of the day
 * @param universal whether both are of UTC, and not of this machine's time zone
 */
record ReloadTime(Optional<LocalDate> date, LocalTime time, boolean universal) {
  /** How it is written, for a person. */
  static final String FORMS =
      "HH:MM:SS, with YYYY-MM-DD or YY-MM-DD and a space before it, Z behind it for UTC";

  private static final int CENTURY = 2000;
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{4}|\\d{2})-(\\d{2})-(\\d{2}) )?(\\d{2}):(\\d{2}):(\\d{2})(Z?)");

  /** Reads a line, without its end; empty where it is none of the forms, or no such time exists. */
  static Optional<ReloadTime> of(String line) {
    Matcher form = FORM.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReloadTime(
              Optional.ofNullable(form.group(1))
                  .map(year -> LocalDate.of(year(year), number(form, 2), number(form, 3))),
              LocalTime.of(number(form, 4), number(form, 5), number(form, 6)),
              !form.group(7).isEmpty()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() == 2 ? CENTURY + year : year;
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  /**
   * When that is next; empty where it is past. Where a clock is put forward over it, it is so much
   * later, and where one is put back over it, it is the first of the two.
   *
   * @param now it is later than that
   * @param local this machine's time zone
   */
  Optional<Instant> after(Instant now, ZoneId local) {
    ZoneId zone = universal ? ZoneOffset.UTC : local;
    LocalDate today = LocalDate.ofInstant(now, zone);
    Instant next = on(date.orElse(today), zone);
    if (next.isAfter(now)) {
      return Optional.of(next);
    }
    return date.isPresent() ? Optional.empty() : Optional.of(on(today.plusDays(1), zone));
  }

  private Instant on(LocalDate day, ZoneId zone) {
    return ZonedDateTime.of(day, time, zone).toInstant();
  }
}
