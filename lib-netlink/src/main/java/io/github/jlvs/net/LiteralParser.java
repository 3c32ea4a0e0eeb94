// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numeric addresses from text to bytes, as strict as {@code inet_pton}. */
final class LiteralParser {
  private LiteralParser() {}

  static byte @Nullable [] parse(String text) {
    if (text.length() > 45) {
      return null;
    }
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  private static byte @Nullable [] ipv4(String text) {
    byte[] raw = new byte[4];
    int part = 0;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || part == 3) {
          return null;
        }
        raw[part++] = (byte) value;
        digits = 0;
        value = 0;
      } else if (c >= '0' && c <= '9') {
        // A leading zero means octal to some readers: refused, so that nobody guesses.
        if (digits > 0 && value == 0) {
          return null;
        }
        value = value * 10 + (c - '0');
        digits++;
        if (value > 255) {
          return null;
        }
      } else {
        return null;
      }
    }
    if (part != 3 || digits == 0) {
      return null;
    }
    raw[3] = (byte) value;
    return raw;
  }

  private static byte @Nullable [] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text);
      return whole != null && whole.length == 16 ? whole : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 14) {
      return null;
    }
    // Dots may only end the whole address.
    if (text.substring(0, gap).indexOf('.') >= 0) {
      return null;
    }
    byte[] raw = new byte[16];
    System.arraycopy(head, 0, raw, 0, head.length);
    System.arraycopy(tail, 0, raw, 16 - tail.length, tail.length);
    return raw;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 8) {
      return null;
    }
    byte[] raw = new byte[16];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (i == parts.length - 1 && part.indexOf('.') >= 0) {
        byte[] last = ipv4(part);
        if (last == null || length > 12) {
          return null;
        }
        System.arraycopy(last, 0, raw, length, 4);
        length += 4;
        continue;
      }
      int value = hex(part);
      if (value < 0) {
        return null;
      }
      raw[length++] = (byte) (value >> 8);
      raw[length++] = (byte) value;
    }
    return Arrays.copyOf(raw, length);
  }

  private static int hex(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
