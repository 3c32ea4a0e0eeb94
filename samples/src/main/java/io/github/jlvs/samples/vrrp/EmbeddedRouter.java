// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.vrrp;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.VrrpDaemon;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * One virtual router in a program of one's own: says what it becomes, and leaves in good order.
 *
 * <p>Run it, as root, with {@code samples/vrrp/router INTERFACE ADDRESS PRIORITY} from a checkout;
 * Ctrl-C ends it.
 */
public final class EmbeddedRouter {
  public static void main(String[] arguments) {
    try {
      InetAddress address = InetAddress.getByName(arguments[1]);
      VirtualRouterConfig config =
          VirtualRouterConfig.builder(51, address)
              .priority(Integer.parseInt(arguments[2]))
              .authentication(SimplePassword.of("1111"))
              .build();
      RouterSetup setup = RouterSetup.builder("VI_1", arguments[0], config).build();
      try (VrrpDaemon daemon = VrrpDaemon.start(List.of(setup), EmbeddedRouter::tell)) {
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "end of the router"));
        daemon.ended().join();
      }
    } catch (UnknownHostException | IllegalArgumentException | LinuxException e) {
      System.err.println("router: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void tell(RunnerEvent event) {
    if (event instanceof RunnerEvent.StateChanged changed) {
      System.out.println(changed.router() + " is " + changed.to() + ": " + changed.reason());
    }
  }
}
