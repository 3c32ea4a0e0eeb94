// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.text.Lines;
import io.github.jlvs.net.Quoted;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a body out of its framing, piece by piece, and keeps nothing of it. */
final class BodyReader {
  private static final int LONGEST_CHUNK_LINE = 1024;
  private static final int MOST_HEX_DIGITS = 15;
  private static final Pattern SIZE = Pattern.compile("0*([0-9a-fA-F]+)");

  private enum Place {
    BODY,
    CHUNK_SIZE,
    CHUNK,
    END_OF_CHUNK,
    TRAILERS,
    UNTIL_CLOSE,
    COMPLETE
  }

  private final BodyJudge judge;
  private Place place;
  private long left;
  private long taken;
  private Lines lines = chunkLine();

  BodyReader(Framing framing, BodyJudge judge) {
    this.judge = judge;
    if (framing instanceof Framing.Length length) {
      left = length.bytes();
      place = left == 0 ? Place.COMPLETE : Place.BODY;
    } else if (framing instanceof Framing.Chunked) {
      place = Place.CHUNK_SIZE;
    } else {
      place = Place.UNTIL_CLOSE;
    }
  }

  private static Lines chunkLine() {
    return new Lines("the line with the size of a chunk", LONGEST_CHUNK_LINE);
  }

  /** Takes bytes; true when the body is whole. */
  boolean take(ByteBuffer bytes) throws MalformedMessageException {
    while (place != Place.COMPLETE && bytes.hasRemaining()) {
      if (place == Place.BODY || place == Place.CHUNK || place == Place.UNTIL_CLOSE) {
        takePiece(bytes);
      } else if (lines.take(bytes.get())) {
        takeLine(lines.text());
      }
    }
    return place == Place.COMPLETE;
  }

  /** What the body that came is worth. */
  ProbeResult verdict() {
    return judge.complaint().map(ProbeResult.class::cast).orElse(ProbeResult.SUCCESS);
  }

  private void takePiece(ByteBuffer bytes) {
    int size = bytes.remaining();
    if (place != Place.UNTIL_CLOSE) {
      size = (int) Math.min(size, left);
      left -= size;
    }
    taken += size;
    judge.take(bytes.slice(bytes.position(), size));
    bytes.position(bytes.position() + size);
    if (place == Place.BODY && left == 0) {
      place = Place.COMPLETE;
    } else if (place == Place.CHUNK && left == 0) {
      place = Place.END_OF_CHUNK;
      lines = chunkLine();
    }
  }

  private void takeLine(String line) throws MalformedMessageException {
    if (place == Place.CHUNK_SIZE) {
      left = size(line);
      place = left == 0 ? Place.TRAILERS : Place.CHUNK;
      lines = new Lines("what follows the last chunk", HeadReader.LONGEST);
    } else if (place == Place.END_OF_CHUNK) {
      if (!line.isEmpty()) {
        throw new MalformedMessageException("a chunk is longer than its size says");
      }
      place = Place.CHUNK_SIZE;
      lines = chunkLine();
    } else if (line.isEmpty()) {
      place = Place.COMPLETE;
    }
  }

  /** Whatever stands behind a semicolon is for others (RFC 9112, section 7.1.1). */
  private static long size(String line) throws MalformedMessageException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    Matcher size = SIZE.matcher(digits);
    if (!size.matches()) {
      throw new MalformedMessageException(Quoted.quote(digits) + " is no size of a chunk");
    }
    String significant = size.group(1);
    if (significant.length() > MOST_HEX_DIGITS) {
      throw new MalformedMessageException(
          "a chunk of hexadecimal " + Quoted.quote(significant) + " bytes is too large");
    }
    return Long.parseLong(significant, 16);
  }

  boolean endsWithTheConnection() {
    return place == Place.UNTIL_CLOSE;
  }

  MalformedMessageException endedEarly() {
    return new MalformedMessageException(
        "the body ended early, after "
            + taken
            + " bytes"
            + (place == Place.BODY ? " of " + (taken + left) : ", before its last chunk"));
  }
}
