// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.List;

/** Scripts on a host of their own, in which $J is jipvsadm. */
record Scripts(Host host) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  static Scripts on(Network network) {
    return new Scripts(network.host("director", "10.77.0.1/24"));
  }

  /** Runs one; any exit status is an answer. */
  CommandResult run(String script) {
    String whole = "J=" + Checkout.path("tools/bin/jipvsadm") + "\n" + script;
    return host.attempt(ExitStatuses.any(), List.of("bash", "-c", whole), "", LIMIT);
  }
}
