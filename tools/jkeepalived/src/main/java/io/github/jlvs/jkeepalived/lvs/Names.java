// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.config.model.Protocol;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress.Endpoint;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress.FirewallMark;
import java.net.InetAddress;

/** What a configured virtual server is called by the health checks and by the kernel. */
final class Names {
  private Names() {}

  static VirtualServerName inHealth(VirtualServer server) {
    if (server.address() instanceof FirewallMark mark) {
      return new VirtualServerName.FirewallMark(mark.mark(), mark.ipv6());
    }
    Endpoint endpoint = (Endpoint) server.address();
    return new VirtualServerName.Address(inHealth(server, endpoint.address(), endpoint.port()));
  }

  static ServiceAddress inHealth(VirtualServer server, InetAddress address, int port) {
    return new ServiceAddress(address, protocol(server), port);
  }

  static ServiceId inKernel(VirtualServer server) {
    if (server.address() instanceof FirewallMark mark) {
      return mark.ipv6() ? ServiceId.mark6(mark.mark()) : ServiceId.mark(mark.mark());
    }
    Endpoint endpoint = (Endpoint) server.address();
    return switch (server.protocol()) {
      case TCP -> ServiceId.tcp(endpoint.address(), endpoint.port());
      case UDP -> ServiceId.udp(endpoint.address(), endpoint.port());
      case SCTP -> ServiceId.sctp(endpoint.address(), endpoint.port());
    };
  }

  private static io.github.jlvs.healthcheck.Protocol protocol(VirtualServer server) {
    if (server.address() instanceof FirewallMark) {
      return io.github.jlvs.healthcheck.Protocol.NONE;
    }
    Protocol protocol = server.protocol();
    return switch (protocol) {
      case TCP -> io.github.jlvs.healthcheck.Protocol.TCP;
      case UDP -> io.github.jlvs.healthcheck.Protocol.UDP;
      case SCTP -> io.github.jlvs.healthcheck.Protocol.SCTP;
    };
  }
}
