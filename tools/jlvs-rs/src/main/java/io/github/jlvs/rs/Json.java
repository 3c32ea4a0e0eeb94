// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The grammar of JSON (RFC 8259), for objects on one line. */
final class Json {
  private static final int FIRST_PRINTABLE = 0x20;

  private Json() {}

  static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  static String member(String name, String value) {
    return string(name) + ":" + value;
  }

  static <T> String array(List<T> values, Function<T, String> text) {
    return values.stream().map(text).collect(Collectors.joining(",", "[", "]"));
  }

  static String string(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
        text.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
