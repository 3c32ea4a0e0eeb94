// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.recording;

import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes one JSON object on one line: as much of RFC 8259 as {@link VectorText} needs, so that the
 * pure package needs no library.
 */
final class JsonLine {
  private final StringBuilder text = new StringBuilder(256);
  private boolean first = true;

  private JsonLine() {}

  static String of(Consumer<JsonLine> members) {
    JsonLine line = new JsonLine();
    line.object(members);
    return line.text.toString();
  }

  JsonLine put(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  JsonLine put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonLine put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonLine putNull(String name) {
    name(name);
    text.append("null");
    return this;
  }

  /** Nanoseconds as seconds with as many decimals as they need: exact, and read by a person. */
  JsonLine putSeconds(String name, long nanos) {
    name(name);
    String sign = nanos < 0 ? "-" : "";
    long whole = Math.abs(nanos / 1_000_000_000);
    long rest = Math.abs(nanos % 1_000_000_000);
    text.append(sign).append(whole);
    if (rest != 0) {
      String decimals = String.format(Locale.ROOT, ".%09d", rest);
      int end = decimals.length();
      while (decimals.charAt(end - 1) == '0') {
        end--;
      }
      text.append(decimals, 0, end);
    }
    return this;
  }

  JsonLine putObject(String name, Consumer<JsonLine> members) {
    name(name);
    object(members);
    return this;
  }

  JsonLine putStrings(String name, Collection<String> values) {
    name(name);
    array(values, (line, value) -> line.string(value));
    return this;
  }

  <T> JsonLine putObjects(String name, Collection<T> values, BiConsumer<JsonLine, T> members) {
    name(name);
    array(values, (line, value) -> line.object(inner -> members.accept(inner, value)));
    return this;
  }

  private <T> void array(Collection<T> values, BiConsumer<JsonLine, T> element) {
    text.append('[');
    boolean comma = false;
    for (T value : values) {
      if (comma) {
        text.append(',');
      }
      comma = true;
      element.accept(this, value);
    }
    text.append(']');
  }

  private void object(Consumer<JsonLine> members) {
    text.append('{');
    first = true;
    members.accept(this);
    text.append('}');
    first = false;
  }

  private void name(String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    string(name);
    text.append(':');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        // A lone surrogate is no character; escaped, pairs and halves survive any encoding.
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
