// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Times to the second as text. Thousands of lines are said in one second when a large configuration
 * starts, and making the text takes longer than writing the line. For one thread.
 */
final class SecondText {
  private final DateTimeFormatter format;
  private long second = Long.MIN_VALUE;
  private String text = "";

  /** In a format that shows nothing finer than seconds. */
  SecondText(DateTimeFormatter format) {
    this.format = format;
  }

  String of(Instant time) {
    if (time.getEpochSecond() != second) {
      text = format.format(time);
      second = time.getEpochSecond();
    }
    return text;
  }
}
