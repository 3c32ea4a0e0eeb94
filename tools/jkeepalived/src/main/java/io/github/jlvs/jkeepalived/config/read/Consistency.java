// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.Protocol;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VirtualServerAddress;
import io.github.jlvs.jkeepalived.config.model.VrrpInstance;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is right in itself, and wrong beside the rest. */
final class Consistency {
  private record Router(String interfaceName, int virtualRouterId) {}

  private record Service(VirtualServerAddress address, Optional<Protocol> protocol) {}

  private Consistency() {}

  static void routers(List<Located<VrrpInstance>> instances, Diagnostics diagnostics) {
    Map<Router, Located<VrrpInstance>> seen = new HashMap<>();
    for (Located<VrrpInstance> instance : instances) {
      VrrpInstance router = instance.value();
      Optional<Located<VrrpInstance>> before =
          Optional.ofNullable(
              seen.putIfAbsent(
                  new Router(router.interfaceName(), router.virtualRouterId()), instance));
      if (before.isPresent()) {
        diagnostics.error(
            instance.position(),
            "virtual_router_id "
                + router.virtualRouterId()
                + " on "
                + router.interfaceName()
                + " belongs to '"
                + before.get().value().name()
                + "' of "
                + before.get().position().seenFrom(instance.position())
                + " already");
      }
    }
  }

  static void services(List<Located<VirtualServer>> servers, Diagnostics diagnostics) {
    Map<Service, Position> seen = new HashMap<>();
    for (Located<VirtualServer> server : servers) {
      boolean mark = server.value().address() instanceof VirtualServerAddress.FirewallMark;
      Optional<Protocol> protocol =
          mark ? Optional.empty() : Optional.of(server.value().protocol());
      Optional<Position> before =
          Optional.ofNullable(
              seen.putIfAbsent(new Service(server.value().address(), protocol), server.position()));
      if (before.isPresent()) {
        diagnostics.error(
            server.position(),
            "this virtual_server is the same as that of "
                + before.get().seenFrom(server.position()));
      }
    }
  }
}
