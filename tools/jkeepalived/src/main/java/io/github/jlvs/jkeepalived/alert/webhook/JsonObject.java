// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

/** A JSON object of texts and numbers, being written. {@code toString} is the object. */
final class JsonObject {
  private final StringBuilder out = new StringBuilder("{");

  JsonObject with(String name, String text) {
    member(name);
    quoted(text);
    return this;
  }

  JsonObject with(String name, int number) {
    member(name);
    out.append(number);
    return this;
  }

  private void member(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quoted(name);
    out.append(':');
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        // Half of a pair would be no UTF-8.
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
