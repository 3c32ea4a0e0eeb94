// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress.Endpoint;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress.FirewallMark;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;

/** What a configured virtual server is called by the health checks and by the kernel. */
final class Names {
  private Names() {}

  static VirtualServerName inHealth(VirtualServer server) {
    if (server.address() instanceof FirewallMark mark) {
      return new VirtualServerName.FirewallMark(mark.mark(), mark.family());
    }
    Endpoint endpoint = (Endpoint) server.address();
    return new VirtualServerName.Address(inHealth(server, endpoint.address(), endpoint.port()));
  }

  static ServiceAddress inHealth(VirtualServer server, InetAddress address, int port) {
    return new ServiceAddress(
        address,
        server.address() instanceof FirewallMark ? IpProtocol.IP : server.protocol(),
        port);
  }

  static ServiceId inKernel(VirtualServer server) {
    if (server.address() instanceof FirewallMark mark) {
      return new ServiceId.FirewallMark(mark.mark(), mark.family());
    }
    Endpoint endpoint = (Endpoint) server.address();
    return new ServiceId.Address(server.protocol(), endpoint.address(), endpoint.port());
  }
}
