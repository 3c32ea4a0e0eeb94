// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.Prefix;
import java.util.List;
import java.util.Map;

/**
 * A line in the words of ip(8): numbers by the names that iproute2 has without a file of its own.
 */
final class IpWords {
  private static final Map<Integer, String> TABLES =
      Map.of(253, "default", 254, "main", 255, "local");
  private static final Map<Integer, String> SCOPES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");
  private static final Map<Integer, String> PROTOCOLS =
      Map.of(
          0,
          "unspec",
          1,
          "redirect",
          2,
          "kernel",
          3,
          "boot",
          4,
          "static",
          9,
          "ra",
          16,
          "dhcp",
          18,
          "keepalived");
  private static final List<String> TYPES =
      List.of(
          "none",
          "unicast",
          "local",
          "broadcast",
          "anycast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat",
          "xresolve");

  private final StringBuilder line = new StringBuilder();

  IpWords word(String text) {
    if (line.length() > 0) {
      line.append(' ');
    }
    line.append(text);
    return this;
  }

  IpWords wordIf(boolean applies, String text) {
    return applies ? word(text) : this;
  }

  IpWords all(List<?> values) {
    values.forEach(value -> word(value.toString()));
    return this;
  }

  static String table(int table) {
    return TABLES.getOrDefault(table, Integer.toUnsignedString(table));
  }

  static String scope(int scope) {
    return SCOPES.getOrDefault(scope, String.valueOf(scope));
  }

  static String protocol(int protocol) {
    return PROTOCOLS.getOrDefault(protocol, String.valueOf(protocol));
  }

  static String type(int type) {
    return type < TYPES.size() ? TYPES.get(type) : String.valueOf(type);
  }

  static String prefix(Prefix prefix) {
    String address = prefix.address().getHostAddress();
    return prefix.isHost() ? address : address + "/" + prefix.length();
  }

  /** ip(8) names an interface whose name it does not find so too. */
  static String device(int index) {
    return "dev if" + index;
  }

  /** A text that came from somebody else, fit for a message: control characters are written out. */
  static String quoted(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              if (Character.isISOControl(each) || Character.getType(each) == Character.FORMAT) {
                safe.append(String.format("\\u%04x", each));
              } else {
                safe.appendCodePoint(each);
              }
            });
    return safe.toString();
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
