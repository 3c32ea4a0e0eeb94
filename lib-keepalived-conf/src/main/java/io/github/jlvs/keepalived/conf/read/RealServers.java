// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real servers of one virtual server. */
final class RealServers {
  private RealServers() {}

  /** Leaves out a second real server of the same address and port, as the kernel would. */
  static List<ServerBlock<RealServer>> unique(
      List<Located<ServerBlock<RealServer>>> servers, Diagnostics diagnostics) {
    Map<ServiceAddress, Position> seen = new HashMap<>();
    List<ServerBlock<RealServer>> result = new ArrayList<>();
    for (Located<ServerBlock<RealServer>> server : servers) {
      ServiceAddress address = server.value().server().address();
      Optional<Position> before = Optional.ofNullable(seen.putIfAbsent(address, server.position()));
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
