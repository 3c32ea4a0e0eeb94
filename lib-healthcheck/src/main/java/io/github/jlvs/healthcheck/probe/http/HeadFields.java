// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.net.Quoted;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Those headers of an answer that say where its body ends. Lines without a colon are passed over.
 */
final class HeadFields {
  /** 18 digits fit into a long whatever they are; nobody sends more than an exabyte. */
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private OptionalLong length = OptionalLong.empty();
  private String transferEncoding = "";

  void take(String line) throws MalformedMessageException {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    String value = line.substring(colon + 1).strip();
    if (name.equals("content-length")) {
      // One list or several headers, which mean the same (RFC 9110, section 5.3).
      for (String one : value.split(",", -1)) {
        takeLength(one.strip());
      }
    } else if (name.equals("transfer-encoding")) {
      transferEncoding = value.toLowerCase(Locale.ROOT);
    }
  }

  private void takeLength(String text) throws MalformedMessageException {
    if (!LENGTH.matcher(text).matches()) {
      throw new MalformedMessageException("Content-Length " + Quoted.quote(text) + " is no length");
    }
    long bytes = Long.parseLong(text);
    if (length.isPresent() && length.getAsLong() != bytes) {
      throw new MalformedMessageException(
          "two different Content-Lengths, " + length.getAsLong() + " and " + bytes);
    }
    length = OptionalLong.of(bytes);
  }

  /** Chunks count more than a length (RFC 9112, section 6.3). */
  Framing framing() {
    String last = transferEncoding.substring(transferEncoding.lastIndexOf(',') + 1).strip();
    if (last.equals("chunked")) {
      return new Framing.Chunked();
    }
    if (transferEncoding.isEmpty() && length.isPresent()) {
      return new Framing.Length(length.getAsLong());
    }
    return new Framing.UntilClose();
  }
}
