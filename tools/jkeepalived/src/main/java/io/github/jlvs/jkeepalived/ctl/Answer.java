// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a daemon has answered.
 *
 * @param status of HTTP
 * @param text the JSON as it came
 * @param content the same, understood; without anything where it is none
 */
record Answer(int status, String text, JsonTree content) {
  private static final int OK = 200;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:\\s*([0-9]{1,9})\\s*$");

  /**
   * Reads a whole answer.
   *
   * @throws Unreachable if it is none of a jkeepalived
   */
  static Answer parse(byte[] octets) throws Unreachable {
    String all = new String(octets, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    Matcher status = STATUS.matcher(all.lines().findFirst().orElse(""));
    if (end < 0 || !status.matches()) {
      throw new Unreachable("what answers there is no jkeepalived: it does not speak HTTP");
    }
    int begin = end + "\r\n\r\n".length();
    Matcher length = LENGTH.matcher(all.substring(0, end).replace("\r", ""));
    if (length.find() && Integer.parseInt(length.group(1)) != octets.length - begin) {
      throw new Unreachable("the answer was cut off: ask again");
    }
    String text = new String(octets, begin, octets.length - begin, StandardCharsets.UTF_8);
    Optional<JsonTree> content = JsonTree.parse(text);
    int number = Integer.parseInt(status.group(1));
    if (number == OK && content.isEmpty()) {
      throw new Unreachable("the answer is no JSON: what answers there is no jkeepalived");
    }
    return new Answer(number, text, content.orElse(JsonTree.EMPTY));
  }

  boolean isOk() {
    return status == OK;
  }

  /** What the daemon says of why it is not OK; lines, without what could move a cursor. */
  List<String> error() {
    return content.has("error")
        ? content.text("error").lines().map(Printable::of).toList()
        : List.of("HTTP status " + status);
  }

  /**
   * The same, if it is OK.
   *
   * @throws Unreachable in the daemon's words otherwise
   */
  Answer orUnreachable() throws Unreachable {
    if (!isOk()) {
      throw new Unreachable("the daemon answered: " + String.join("; ", error()));
    }
    return this;
  }
}
