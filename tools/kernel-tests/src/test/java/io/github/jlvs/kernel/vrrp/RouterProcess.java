// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.util.List;

/** The tests' virtual router as a process of its own, which can be stopped in its tracks. */
final class RouterProcess {
  private RouterProcess() {}

  static RunningProcess start(Host host, int priority) {
    return start(host, VrrpKind.VERSION_2, priority);
  }

  static RunningProcess start(Host host, VrrpKind kind, int priority) {
    return JavaProgram.start(host, RouterProcess.class, kind.name(), Integer.toString(priority));
  }

  /**
   * Runs until it is killed, and prints its events.
   *
   * @param arguments the kind of VRRP, and the priority
   */
  public static void main(String[] arguments) {
    VrrpKind kind = VrrpKind.valueOf(arguments[0]);
    RouterSetup setup = Directors.setup(kind.config(Integer.parseInt(arguments[1])).build());
    try (VrrpDaemon daemon = VrrpDaemon.start(List.of(setup), event -> System.out.println(event))) {
      daemon.ended().join();
    }
  }
}
