// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.RealServer;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real servers of one virtual server. */
final class RealServers {
  private record Endpoint(InetAddress address, int port) {}

  private RealServers() {}

  /** Leaves out a second real server of the same address and port, as the kernel would. */
  static List<RealServer> unique(List<Located<RealServer>> servers, Diagnostics diagnostics) {
    Map<Endpoint, Position> seen = new HashMap<>();
    List<RealServer> result = new ArrayList<>();
    for (Located<RealServer> server : servers) {
      Endpoint endpoint = new Endpoint(server.value().address(), server.value().port());
      Optional<Position> before =
          Optional.ofNullable(seen.putIfAbsent(endpoint, server.position()));
      if (before.isEmpty()) {
        result.add(server.value());
      } else {
        diagnostics.warning(
            server.position(),
            "this real_server is the same as that of "
                + before.get().seenFrom(server.position())
                + ": the second one is ignored");
      }
    }
    return result;
  }
}
