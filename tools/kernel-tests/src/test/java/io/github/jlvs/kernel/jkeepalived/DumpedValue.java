// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of keepalived's dump as they are written in its file. */
final class DumpedValue {
  private static final Pattern TIME =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(?: (?:sec(?:ond)?s?|(u)s(?:ecs)?))?");
  private static final int MICRO = 6;

  private DumpedValue() {}

  /** The values of a block whose labels stand for a keyword. */
  static Map<String, String> of(DumpBlock block, Map<String, String> keywords) {
    Map<String, String> values = new TreeMap<>();
    keywords.forEach(
        (label, keyword) -> {
          String dumped = block.values().get(label);
          if (dumped != null) {
            values.put(keyword, text(dumped));
          }
        });
    return values;
  }

  static String text(String dumped) {
    Matcher time = TIME.matcher(dumped);
    if (time.matches()) {
      BigDecimal number = new BigDecimal(time.group(1));
      BigDecimal seconds = time.group(2) == null ? number : number.movePointLeft(MICRO);
      return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
    return switch (dumped) {
      case "yes", "ON", "enabled", "true" -> "on";
      case "no", "OFF", "disabled", "false" -> "off";
      case "TUN, type = IPIP" -> "TUN";
      default -> dumped;
    };
  }
}
