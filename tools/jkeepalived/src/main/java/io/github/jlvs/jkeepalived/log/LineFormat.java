// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines as keepalived prints them with {@code -l}: {@code Sun Nov 22 13:06:54 2026: text}, the day
 * of the month in two columns. For one thread.
 */
final class LineFormat {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  private final SecondText time;

  LineFormat(ZoneId zone) {
    this.time = new SecondText(TIME.withZone(zone));
  }

  /** The whole line, with its end. */
  String line(Entry entry) {
    return time.of(entry.time()) + ": " + entry.text() + "\n";
  }
}
