// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.BodyWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Labels of a metric as they are written, so that those of a real server, which a dozen metrics
 * have, are put together once.
 */
final class Labels {
  static final Labels NONE = of();

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final byte[] octets;

  private Labels(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Puts them together.
   *
   * @param labels names and values by turns
   */
  static Labels of(String... labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < labels.length; i += 2) {
      if (!NAME.matcher(labels[i]).matches()) {
        throw new IllegalArgumentException("no name of a label: " + labels[i]);
      }
      text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      text.append(escaped(labels[i + 1])).append('"');
    }
    return new Labels(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }

  boolean isEmpty() {
    return octets.length == 0;
  }

  void to(BodyWriter out) {
    out.octets(octets);
  }
}
