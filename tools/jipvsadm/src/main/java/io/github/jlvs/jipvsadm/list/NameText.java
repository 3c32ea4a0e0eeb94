// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.EndpointText;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jipvsadm.names.Names;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** Host and port as text, by name or by number. */
final class NameText implements EndpointText {
  /** ipvsadm has so much room for an IPv6 host in brackets and a port. */
  private static final int LONGEST_IPV6 = 59;

  private final Optional<Names> names;

  /**
   * Writes numbers or names.
   *
   * @param names where names are looked up; empty for numbers
   */
  NameText(Optional<Names> names) {
    this.names = names;
  }

  @Override
  public String service(ServiceId.Address service) {
    return of(service.address(), service.port(), Optional.of(service.protocol()));
  }

  @Override
  public String destination(ServiceId service, DestinationId destination) {
    // ipvsadm looks a port up by the service's protocol, and a firewall mark has none.
    return of(
        destination.address(),
        destination.port(),
        service instanceof ServiceId.Address id ? Optional.of(id.protocol()) : Optional.empty());
  }

  /** The names of an address and port. */
  String of(InetAddress address, int port, Optional<IpProtocol> protocol) {
    if (names.isEmpty()) {
      return IpAddresses.format(address, port);
    }
    String host = names.get().host(address).orElseGet(() -> IpAddresses.format(address));
    String service =
        port == 0 || protocol.isEmpty()
            ? Integer.toString(port)
            : names.get().service(port, protocol.get()).orElseGet(() -> Integer.toString(port));
    if (address instanceof Inet4Address) {
      return host + ':' + service;
    }
    String text = '[' + host + "]:" + service;
    return text.length() > LONGEST_IPV6 ? text.substring(0, LONGEST_IPV6) : text;
  }
}
