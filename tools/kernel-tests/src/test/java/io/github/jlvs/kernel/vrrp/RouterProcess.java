// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.util.List;

/** The tests' virtual router as a process of its own, which can be stopped in its tracks. */
final class RouterProcess {
  private RouterProcess() {}

  static RunningProcess start(Host host, int priority) {
    return JavaProgram.start(host, RouterProcess.class, Integer.toString(priority));
  }

  /**
   * Runs until it is killed, and prints its events.
   *
   * @param arguments the priority
   */
  public static void main(String[] arguments) {
    int priority = Integer.parseInt(arguments[0]);
    try (VrrpDaemon daemon =
        VrrpDaemon.start(List.of(Directors.setup(priority)), event -> System.out.println(event))) {
      daemon.ended().join();
    }
  }
}
