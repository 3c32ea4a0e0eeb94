// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.util.Optional;

/**
 * IPv4 addresses as C's inet_aton reads them: one to four numbers, decimal, octal after a 0,
 * hexadecimal after 0x; the last one fills what is left. Text behind a blank is ignored.
 */
final class Ipv4Literal {
  private Ipv4Literal() {}

  static Optional<Inet4Address> parse(String text) {
    long address = 0;
    int at = 0;
    for (int part = 0; part < 4; part++) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '.' && !isBlank(text.charAt(end))) {
        end++;
      }
      long value = number(text, at, end);
      boolean last = end == text.length() || text.charAt(end) != '.';
      long most = last ? (1L << (8 * (4 - part))) - 1 : 255;
      if (value < 0 || value > most) {
        return Optional.empty();
      }
      if (last) {
        return Optional.of(IpAddresses.ofBits((int) (address | value)));
      }
      address |= value << (8 * (3 - part));
      at = end + 1;
    }
    return Optional.empty();
  }

  /** The number, or -1 where it is none. */
  private static long number(String text, int from, int end) {
    int radix = 10;
    int at = from;
    if (end - from > 1 && text.charAt(from) == '0') {
      boolean hexadecimal = text.charAt(from + 1) == 'x' || text.charAt(from + 1) == 'X';
      radix = hexadecimal ? 16 : 8;
      at = hexadecimal ? from + 2 : from + 1;
    }
    if (at == end) {
      return -1;
    }
    long value = 0;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = Math.min(value * radix + digit, 1L << 40);
    }
    return value;
  }

  /** C's isspace in the C locale. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
