// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.command.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** From where on events are wanted. */
sealed interface Since {
  /** All that the daemon has. */
  record Beginning() implements Since {}

  /**
   * Those after one.
   *
   * @param number its number, from 0
   */
  record After(long number) implements Since {}

  /**
   * Those of the last time.
   *
   * @param age how old the oldest may be
   */
  record Within(Duration age) implements Since {}

  /** As many digits as make sense. */
  Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** Reads a number, or a time such as 10m; nothing where it is neither. */
  static Optional<Since> parse(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(new After(Long.parseLong(text)))
        : TimeSpan.parse(text).map(Within::new);
  }
}
