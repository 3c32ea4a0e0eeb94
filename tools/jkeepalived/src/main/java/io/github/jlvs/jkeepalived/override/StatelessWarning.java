// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.Optional;

/**
 * What a decision does to the connections of a virtual server whose directors are to agree without
 * telling one another.
 */
final class StatelessWarning {
  private StatelessWarning() {}

  /** What the operator should know; nothing of other virtual servers. */
  static Optional<String> of(VirtualServerSetup server, AdministrativeState state) {
    if (!server.statelessFailover()) {
      return Optional.empty();
    }
    String name = ServiceName.of(server.name());
    if (state instanceof AdministrativeState.Drained) {
      return Optional.of(
          name
              + " has stateless_failover: the connections of a drained server break when another"
              + " director takes over");
    } else if (state instanceof AdministrativeState.Disabled) {
      return Optional.of(
          name
              + " has stateless_failover: until the server is disabled on the other directors too,"
              + " some connections of all servers break when one of them takes over");
    } else if (state instanceof AdministrativeState.Weighted) {
      return Optional.of(
          name
              + " has stateless_failover: until the server has this weight on the other directors"
              + " too, some connections of all servers break when one of them takes over");
    }
    throw new IllegalStateException("not known what follows from " + state);
  }
}
