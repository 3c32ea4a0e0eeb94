// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.io.ByteArrayOutputStream;

/** Lines that end with LF or CR LF (RFC 9112, section 2.2), so many bytes in all and no more. */
final class Lines {
  private final String what;
  private final int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(64);
  private int taken;
  private boolean whole;

  Lines(String what, int limit) {
    this.what = what;
    this.limit = limit;
  }

  /** Takes the next byte; true when it ended a line. */
  boolean take(byte next) throws MalformedMessageException {
    if (whole) {
      line.reset();
    }
    taken++;
    if (taken > limit) {
      throw new MalformedMessageException(what + " is longer than " + limit + " bytes");
    }
    whole = next == '\n';
    if (!whole) {
      line.write(next);
    }
    return whole;
  }

  /** The line that has ended, or what came of the one under way. */
  String text() {
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  int length() {
    return line.size();
  }
}
