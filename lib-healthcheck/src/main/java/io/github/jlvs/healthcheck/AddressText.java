// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numeric addresses to text and back. The JDK neither shortens IPv6 addresses (RFC 5952), as every
 * log line and table that names one does, nor parses a literal without the danger of a DNS lookup.
 */
final class AddressText {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private AddressText() {}

  static InetAddress parse(String literal) {
    if (IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches()) {
      try {
        return InetAddress.getByName(literal);
      } catch (UnknownHostException e) {
        throw notNumeric(literal, e);
      }
    }
    throw notNumeric(literal, null);
  }

  private static IllegalArgumentException notNumeric(String literal, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "\""
            + literal
            + "\" is no IPv4 or IPv6 address: give a numeric one, names are not resolved",
        cause);
  }

  static String format(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int run = i;
      while (run < 8 && groups[run] == 0) {
        run++;
      }
      if (run - i > length) {
        start = i;
        length = run - i;
      }
      i = Math.max(i, run - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
