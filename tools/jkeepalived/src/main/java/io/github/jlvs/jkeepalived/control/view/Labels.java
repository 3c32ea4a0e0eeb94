// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.BodyWriter;
import java.nio.charset.StandardCharsets;

/**
 * Labels of a metric as they are written, so that those of a real server, which a dozen metrics
 * have, are put together once.
 */
final class Labels {
  /** Letters of most. */
  private static final int LIKELY = 64;

  private final byte[] octets;

  private Labels(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Puts them together.
   *
   * @param labels names and values by turns, of one label at least
   */
  static Labels of(String... labels) {
    StringBuilder text = new StringBuilder(LIKELY);
    for (int i = 0; i < labels.length; i += 2) {
      if (!isName(labels[i])) {
        throw new IllegalArgumentException("no name of a label: " + labels[i]);
      }
      text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    return new Labels(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Of ten thousand real servers each is asked: a regular expression costs more than the rest. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean allowed =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || letter == '_'
              || (i > 0 && letter >= '0' && letter <= '9');
      if (!allowed) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  void to(BodyWriter out) {
    out.octets(octets);
  }
}
