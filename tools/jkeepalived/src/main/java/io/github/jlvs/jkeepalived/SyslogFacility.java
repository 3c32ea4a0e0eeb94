// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syslog facilities that a command line may name, as keepalived's may. */
final class SyslogFacility {
  /** What counts without an option. */
  static final int DAEMON = 3;

  private static final int USER = 1;
  private static final int LOCAL0 = 16;
  private static final Pattern LOCAL = Pattern.compile("(?:local)?([0-7])");

  private SyslogFacility() {}

  /** Its number, 0 to 23; nothing for a name that is none. */
  static OptionalInt named(String name) {
    Matcher local = LOCAL.matcher(name);
    if (local.matches()) {
      return OptionalInt.of(LOCAL0 + Integer.parseInt(local.group(1)));
    }
    return switch (name) {
      case "daemon" -> OptionalInt.of(DAEMON);
      case "user" -> OptionalInt.of(USER);
      default -> OptionalInt.empty();
    };
  }
}
