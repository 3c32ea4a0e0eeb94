// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.ServiceAddress;
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
 * @param services what packets it takes; nothing where that is wrong, and reported
 * @param forwarding how packets reach a server that says nothing of it
 * @param weight of a real server that says nothing of it
 * @param inhibitOnFailure of a real server that says nothing of it
 * @param stateless whether all of them stay in the table, whatever they say
 * @param drain how long a real server that says nothing of it drains
 * @param checks what checks do where neither they nor their real server say it
 */
record ServerDefaults(
    Optional<Services> services,
    Forwarding forwarding,
    int weight,
    boolean inhibitOnFailure,
    StatelessReader stateless,
    Duration drain,
    CheckDefaults checks) {

  /** The one port that connections come to; a firewall mark has none, a group may have several. */
  Optional<Integer> servicePort() {
    return services
        .filter(each -> !each.isGroup())
        .flatMap(each -> each.addresses().findFirst())
        .map(ServiceId.Address::port);
  }

  /** Whether connections come to that port of a group. */
  boolean isPortOfGroup(int port) {
    return services.stream().flatMap(Services::addresses).anyMatch(each -> each.port() == port);
  }

  /** What health and log call a server; of its protocol a firewall mark says nothing. */
  ServiceAddress address(InetAddress server, int port) {
    return new ServiceAddress(server, services.map(Services::protocol).orElse(IpProtocol.IP), port);
  }

  /** Reports a server of the other address family, which packets reach in a tunnel alone. */
  void checkFamily(Located<InetAddress> server, Forwarding by, Diagnostics diagnostics) {
    boolean other =
        services.stream()
            .flatMap(each -> each.families().stream())
            .anyMatch(family -> family != AddressFamily.of(server.value()));
    if (other && !(by instanceof Forwarding.Tunnel)) {
      diagnostics.error(
          server.position(), "IPv4 and IPv6 can be mixed in one virtual_server only with TUN");
    }
  }
}
