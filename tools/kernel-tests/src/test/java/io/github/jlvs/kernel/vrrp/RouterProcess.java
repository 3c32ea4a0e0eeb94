// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.util.List;

/** The tests' virtual router as a process of its own, which can be stopped in its tracks. */
final class RouterProcess {
  private static final String SIGNED = "signed";

  private RouterProcess() {}

  static RunningProcess start(Host host, int priority) {
    return start(host, VrrpKind.VERSION_2, priority);
  }

  static RunningProcess start(Host host, VrrpKind kind, int priority) {
    return JavaProgram.start(host, RouterProcess.class, kind.name(), Integer.toString(priority));
  }

  /** With the key of {@link Directors#HMAC}. */
  static RunningProcess startSigned(Host host, VrrpKind kind, int priority) {
    return JavaProgram.start(
        host, RouterProcess.class, kind.name(), Integer.toString(priority), SIGNED);
  }

  /**
   * Runs until it is killed, and prints its events.
   *
   * @param arguments the kind of VRRP, the priority, and whether it has a key
   */
  public static void main(String[] arguments) {
    VrrpKind kind = VrrpKind.valueOf(arguments[0]);
    VirtualRouterConfig config = kind.config(Integer.parseInt(arguments[1])).build();
    boolean signed = arguments.length > 2 && arguments[2].equals(SIGNED);
    RouterSetup setup = signed ? Directors.signed(config) : Directors.setup(config);
    try (VrrpDaemon daemon = VrrpDaemon.start(List.of(setup), event -> System.out.println(event))) {
      daemon.ended().join();
    }
  }
}
