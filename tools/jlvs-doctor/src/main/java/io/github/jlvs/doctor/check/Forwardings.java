// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.ipvs.Forwarding;

/** How packets reach real servers. */
final class Forwardings {
  private Forwardings() {}

  /** Whether a real server is reached so. */
  static boolean in(Task task, Forwarding wanted) {
    return !task.realServers(wanted::equals).isEmpty();
  }

  /** Whether a real server is reached through a tunnel of IP in IP. */
  static boolean tunnelIn(Task task) {
    return !task.realServers(Forwarding.Tunnel.class::isInstance).isEmpty();
  }
}
