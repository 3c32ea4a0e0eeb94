// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@code virtual_server} hands down to its servers, once all of its block is read.
 *
 * @param service what packets it takes; nothing where that is wrong, and reported
 * @param forwarding how packets reach a server that says nothing of it
 * @param weight of a real server that says nothing of it
 * @param inhibitOnFailure of a real server that says nothing of it
 * @param drain how long a real server that says nothing of it drains
 * @param checks what checks do where neither they nor their real server say it
 */
record ServerDefaults(
    Optional<ServiceId> service,
    Forwarding forwarding,
    int weight,
    boolean inhibitOnFailure,
    Duration drain,
    CheckDefaults checks) {

  /** The port that connections come to; a firewall mark has none. */
  Optional<Integer> servicePort() {
    return endpoint().map(ServiceId.Address::port);
  }

  /** What health and log call a server; of its protocol a firewall mark says nothing. */
  ServiceAddress address(InetAddress server, int port) {
    IpProtocol protocol = endpoint().map(ServiceId.Address::protocol).orElse(IpProtocol.IP);
    return new ServiceAddress(server, protocol, port);
  }

  /**
   * Direct routing and tunnels leave the port alone: the entry says the virtual server's. One mark
   * stands for several ports, so there it says none.
   */
  DestinationId destination(InetAddress server, int port, Forwarding by) {
    boolean translated = by.equals(Forwarding.MASQUERADE);
    return new DestinationId(server, translated ? port : servicePort().orElse(0));
  }

  /** Reports a server of the other address family, which packets reach in a tunnel alone. */
  void checkFamily(Located<InetAddress> server, Forwarding by, Diagnostics diagnostics) {
    boolean other =
        service.filter(id -> id.family() != AddressFamily.of(server.value())).isPresent();
    if (other && !by.equals(Forwarding.IPIP)) {
      diagnostics.error(
          server.position(), "IPv4 and IPv6 can be mixed in one virtual_server only with TUN");
    }
  }

  private Optional<ServiceId.Address> endpoint() {
    return service.isPresent() && service.get() instanceof ServiceId.Address address
        ? Optional.of(address)
        : Optional.empty();
  }
}
