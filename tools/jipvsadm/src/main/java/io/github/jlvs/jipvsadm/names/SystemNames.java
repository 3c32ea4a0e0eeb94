// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import io.github.jlvs.linux.HostNames;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
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
  private final Map<String, Optional<Inet4Address>> addresses = new HashMap<>();
  private Optional<ServicesFile> services = Optional.empty();

  @Override
  public Optional<Inet4Address> address(String host) {
    return addresses.computeIfAbsent(host, HostNames::ipv4);
  }

  @Override
  public Optional<String> host(InetAddress address) {
    return hosts.computeIfAbsent(address, HostNames::of);
  }

  @Override
  public OptionalInt port(String service, IpProtocol protocol) {
    return services().port(service, protocol);
  }

  @Override
  public Optional<String> service(int port, IpProtocol protocol) {
    return services().service(port, protocol);
  }

  private ServicesFile services() {
    if (services.isEmpty()) {
      services = Optional.of(ServicesFile.read());
    }
    return services.get();
  }
}
