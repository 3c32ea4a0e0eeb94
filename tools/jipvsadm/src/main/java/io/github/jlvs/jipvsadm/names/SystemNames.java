// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import io.github.jlvs.ipvs.Protocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The names of this machine: hosts by the system's resolver, services by /etc/services, which is
 * read when the first one is asked for. Each name is asked for once. For one thread.
 */
public final class SystemNames implements Names {
  private final Map<InetAddress, Optional<String>> hosts = new HashMap<>();
  private final Map<String, Optional<InetAddress>> addresses = new HashMap<>();
  private Optional<ServicesFile> services = Optional.empty();

  @Override
  public Optional<InetAddress> address(String host) {
    return addresses.computeIfAbsent(host, SystemNames::resolve);
  }

  @Override
  public Optional<String> host(InetAddress address) {
    return hosts.computeIfAbsent(address, SystemNames::reverse);
  }

  @Override
  public OptionalInt port(String service, Protocol protocol) {
    return services().port(service, protocol);
  }

  @Override
  public Optional<String> service(int port, Protocol protocol) {
    return services().service(port, protocol);
  }

  private ServicesFile services() {
    if (services.isEmpty()) {
      services = Optional.of(ServicesFile.read());
    }
    return services.get();
  }

  private static Optional<InetAddress> resolve(String host) {
    if (looksLikeNumbers(host)) {
      return Optional.empty();
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (address instanceof Inet4Address) {
          return Optional.of(address);
        }
      }
      return Optional.empty();
    } catch (UnknownHostException nobodyKnowsIt) {
      return Optional.empty();
    }
  }

  /**
   * The JDK takes more for numbers than the system does: IPv6 in brackets, decimal numbers with
   * leading zeros.
   */
  private static boolean looksLikeNumbers(String host) {
    boolean digits = true;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == ':' || c == '[') {
        return true;
      }
      digits &= c == '.' || (c >= '0' && c <= '9');
    }
    return digits;
  }

  private static Optional<String> reverse(InetAddress address) {
    String name = address.getCanonicalHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }
}
