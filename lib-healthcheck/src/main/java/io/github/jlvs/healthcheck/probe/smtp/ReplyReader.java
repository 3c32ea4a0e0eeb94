// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.smtp;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.text.Lines;
import io.github.jlvs.net.Quoted;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one reply of one or more lines (RFC 5321, section 4.2), the same in how many pieces ever it
 * comes. A line without a text after its code is one as well.
 */
final class ReplyReader {
  /** Twice what RFC 5321, section 4.5.3.1.5, lets a server send. */
  static final int LONGEST_LINE = 1024;

  static final int LONGEST = 16 * 1024;

  private static final Pattern LINE =
      Pattern.compile("([2-5][0-9]{2})(?:([ -]).*)?", Pattern.DOTALL);

  private final Lines lines = new Lines("the reply", LONGEST);
  private Optional<Integer> code = Optional.empty();

  /** Takes bytes up to the end of the reply; empty while it has not come. */
  Optional<Integer> take(ByteBuffer bytes) throws MalformedMessageException {
    while (bytes.hasRemaining()) {
      boolean whole = lines.take(bytes.get());
      if (lines.length() > LONGEST_LINE) {
        throw new MalformedMessageException(
            "a line of the reply is longer than " + LONGEST_LINE + " bytes");
      }
      if (whole && isLast(lines.text())) {
        return code;
      }
    }
    return Optional.empty();
  }

  private boolean isLast(String line) throws MalformedMessageException {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new MalformedMessageException("the reply is no SMTP: " + Quoted.quote(glance(line)));
    }
    int ofLine = Integer.parseInt(parts.group(1));
    if (code.isPresent() && code.get() != ofLine) {
      throw new MalformedMessageException(
          "the lines of the reply have different codes: " + code.get() + " and " + ofLine);
    }
    code = Optional.of(ofLine);
    return !"-".equals(parts.group(2));
  }

  private static String glance(String line) {
    return line.substring(0, Math.min(line.length(), 32));
  }
}
