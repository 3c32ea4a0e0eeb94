// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real server as a person writes it: {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}, as pages show
 * it ({@code [10.0.0.1]:tcp:80}), or an address alone for all its ports.
 *
 * @param address the address
 * @param port the port, 0 to 65535; none: all
 */
public record ServerText(InetAddress address, Optional<Integer> port) {
  private static final int LARGEST_PORT = 65535;
  private static final Pattern IPV4 = Pattern.compile("([0-9.]+):([0-9]{1,5})");
  private static final Pattern BRACKETS =
      Pattern.compile("\\[([^\\[\\]]+)\\](?::(?:(?:tcp|udp|sctp|none):)?([0-9]{1,5}))?");

  /** Reads one. */
  public static Optional<ServerText> parse(String text) {
    Matcher plain = IPV4.matcher(text);
    if (plain.matches()) {
      return of(plain.group(1), Optional.of(plain.group(2)));
    }
    Matcher brackets = BRACKETS.matcher(text);
    if (brackets.matches()) {
      return of(brackets.group(1), Optional.ofNullable(brackets.group(2)));
    }
    return of(text, Optional.empty());
  }

  /** Whether another is meant by this one. */
  public boolean covers(ServerText other) {
    return address.equals(other.address) && (port.isEmpty() || port.equals(other.port));
  }

  boolean covers(InetAddress server, int itsPort) {
    return covers(new ServerText(server, Optional.of(itsPort)));
  }

  private static Optional<ServerText> of(String address, Optional<String> port) {
    Optional<Integer> number = port.map(Integer::valueOf);
    return number.filter(each -> each > LARGEST_PORT).isPresent()
        ? Optional.empty()
        : IpAddresses.parse(address).map(each -> new ServerText(each, number));
  }
}
