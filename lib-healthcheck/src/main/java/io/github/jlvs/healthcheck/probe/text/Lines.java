// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import java.io.ByteArrayOutputStream;

/**
 * Lines that end with LF or CR LF (RFC 9112, section 2.2; RFC 5321, section 2.3.8), so many bytes
 * in all and no more.
 */
public final class Lines {
  private final String what;
  private final int limit;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(64);
  private int taken;
  private boolean whole;

  /**
   * None yet.
   *
   * @param what what they are, for the message when they are too long
   * @param limit bytes in all, line ends included
   */
  public Lines(String what, int limit) {
    this.what = what;
    this.limit = limit;
  }

  /**
   * Takes the next byte.
   *
   * @param next the byte
   * @return whether it ended a line
   * @throws MalformedMessageException if it is one too many
   */
  public boolean take(byte next) throws MalformedMessageException {
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

  /**
   * The line that has ended, or what came of the one under way.
   *
   * @return it, in ISO 8859-1 and without its end
   */
  public String text() {
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * How long that line is.
   *
   * @return bytes, without LF
   */
  public int length() {
    return line.size();
  }
}
