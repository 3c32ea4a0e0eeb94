// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment as seconds since 1970, and as people read it. */
final class MomentText {
  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss.SSSSSS yyyy", Locale.ROOT);
  private static final int NANOS_OF_MICRO = 1000;

  private MomentText() {}

  static String seconds(Instant moment) {
    return String.format(
        Locale.ROOT, "%d.%06d", moment.getEpochSecond(), moment.getNano() / NANOS_OF_MICRO);
  }

  static String both(Instant moment, ZoneId zone) {
    return seconds(moment) + " (" + FOR_PEOPLE.format(moment.atZone(zone)) + ")";
  }
}
