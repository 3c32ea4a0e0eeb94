// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.text.Lines;
import io.github.jlvs.net.Quoted;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of an answer, of HTTP/1.0 or 1.1, byte after byte: what it says of some bytes is
 * the same in how many pieces they come. Provisional answers (1xx) are passed over, and count.
 */
final class HeadReader {
  static final int LONGEST = 16 * 1024;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] +([0-9]{3})( .*)?");
  private static final String BEGINNING = "HTTP/1.";

  /** So much of something else is looked at before it is told: a name or a banner often. */
  private static final int GLANCE = 32;

  // The types of a first record (RFC 8446, section 5.1).
  private static final String TLS_ALERT = "\u0015";
  private static final String TLS_HANDSHAKE = "\u0016";

  private static final int SWITCHING_PROTOCOLS = 101;

  private final boolean bodiless;
  private final Lines lines = new Lines("the head of the answer", LONGEST);
  private Optional<Integer> status = Optional.empty();
  private HeadFields fields = new HeadFields();
  private boolean anything;

  /**
   * @param bodiless whether the method is one whose answer has no body
   */
  HeadReader(boolean bodiless) {
    this.bodiless = bodiless;
  }

  /** Takes bytes up to the end of the head; empty while it has not come. */
  Optional<ResponseHead> take(ByteBuffer bytes) throws MalformedMessageException {
    while (bytes.hasRemaining()) {
      anything = true;
      boolean whole = lines.take(bytes.get());
      if (status.isEmpty()) {
        takeOfStatusLine(whole);
      } else if (whole && !lines.text().isEmpty()) {
        fields.take(lines.text());
      } else if (whole && isProvisional(status.get())) {
        status = Optional.empty();
        fields = new HeadFields();
      } else if (whole) {
        return Optional.of(head(status.get()));
      }
    }
    return Optional.empty();
  }

  private void takeOfStatusLine(boolean whole) throws MalformedMessageException {
    if (whole) {
      Matcher line = STATUS_LINE.matcher(lines.text());
      if (!line.matches()) {
        throw noHttp();
      }
      status = Optional.of(Integer.valueOf(line.group(1)));
    } else if (lines.length() == 1 && isTls(lines.text())) {
      throw new MalformedMessageException("the server speaks TLS here: ask with SSL_GET");
    } else if (lines.length() == GLANCE && !lines.text().startsWith(BEGINNING)) {
      throw noHttp();
    }
  }

  private static boolean isTls(String first) {
    return first.equals(TLS_ALERT) || first.equals(TLS_HANDSHAKE);
  }

  private MalformedMessageException noHttp() {
    return new MalformedMessageException(
        "the answer is no HTTP/1.0 or 1.1, it begins with " + Quoted.quote(lines.text()));
  }

  private static boolean isProvisional(int status) {
    return status / 100 == 1 && status != SWITCHING_PROTOCOLS;
  }

  private ResponseHead head(int code) {
    boolean empty = bodiless || code == 204 || code == 304;
    return new ResponseHead(code, empty ? new Framing.Length(0) : fields.framing());
  }

  /** What is wrong when nothing more comes. */
  MalformedMessageException endedEarly() {
    if (!anything) {
      return new MalformedMessageException("the server closed the connection without an answer");
    }
    if (status.isEmpty() && !startsAsHttp()) {
      return noHttp();
    }
    return new MalformedMessageException(
        "the server closed the connection in the head of its answer");
  }

  private boolean startsAsHttp() {
    String came = lines.text();
    return came.startsWith(BEGINNING) || BEGINNING.startsWith(came);
  }
}
