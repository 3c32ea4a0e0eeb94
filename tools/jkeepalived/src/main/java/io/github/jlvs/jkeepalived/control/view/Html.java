// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.BodyWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** HTML under way, which is well-formed XML as well. Whatever is text is escaped. */
final class Html {
  private static final String PLAIN = " !#$%()*+,-./:;=?@[\\]^_`{|}~";

  private static final byte[] END_OF_CELL = "</td>".getBytes(StandardCharsets.US_ASCII);

  private final BodyWriter out = new BodyWriter();

  /** A part that is there as it stands, written by a person. */
  Html raw(String markup) {
    out.text(markup);
    return this;
  }

  Html text(String text) {
    return raw(isPlain(text) ? text : escaped(Printable.of(text)));
  }

  /** Whether it is ASCII without a letter that has a meaning, as nearly all is. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= '0' && letter <= '9')
              || (letter >= 'A' && letter <= 'Z')
              || PLAIN.indexOf(letter) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  Html element(String name, String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">");
  }

  /**
   * A table; on a narrow screen each of its cells stands on a line of its own, behind its column's
   * name.
   *
   * @param rows cells, as many as columns each; the first one names the row; of ten thousand rows
   *     none is kept
   */
  Html table(String caption, List<String> columns, Stream<List<String>> rows) {
    Iterator<List<String>> next = rows.iterator();
    if (!next.hasNext()) {
      return this;
    }
    List<byte[]> cells =
        columns.stream()
            .map(column -> "<td data-column=\"" + escaped(column) + "\">")
            .map(cell -> cell.getBytes(StandardCharsets.UTF_8))
            .toList();
    raw("<table>\n").element("caption", caption).raw("\n<thead><tr>");
    columns.forEach(column -> raw("<th scope=\"col\">").text(column).raw("</th>"));
    raw("</tr></thead>\n<tbody>\n");
    while (next.hasNext()) {
      List<String> row = next.next();
      raw("<tr><th scope=\"row\">").text(row.get(0)).raw("</th>");
      for (int i = 1; i < row.size(); i++) {
        out.octets(cells.get(i));
        text(row.get(i));
        out.octets(END_OF_CELL);
      }
      raw("</tr>\n");
    }
    return raw("</tbody>\n</table>\n");
  }

  /** All of it, once: nothing follows. */
  Body body() {
    return out.body();
  }
}
