// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;

/** A director with one virtual server, 10.1.80.90:80, whose checks ask the director itself. */
final class OneService {
  static final String FILE = "/run/servers.conf";

  private OneService() {}

  /**
   * Writes the configuration out.
   *
   * @param interval seconds between two tries of a check
   * @param lines of the virtual server
   * @param servers its real servers, as {@link #server} has them
   */
  static String configuration(int interval, String lines, String... servers) {
    return """
        virtual_server 10.1.80.90 80 {
          delay_loop %d
          lb_algo wrr
          lb_kind DR
          protocol TCP
          %s
        %s}
        """
        .formatted(interval, lines, String.join("", servers));
  }

  /**
   * A real server.
   *
   * @param lines of it besides its check
   * @param port where on 127.0.0.1 its check connects
   */
  static String server(String address, String lines, int port) {
    return """
          real_server %s 80 {
            %s
            TCP_CHECK {
              connect_ip 127.0.0.1
              connect_port %d
              retry 0
              warmup 0
            }
          }
        """
        .formatted(address, lines, port);
  }

  /** What accepts the connections of a check until it is closed. */
  static AcceptingServer accept(Host director, int port) {
    return new AcceptingServer("check-" + port, director, "127.0.0.1", port, socket -> {});
  }

  /** Starts the daemon, for its checks alone. */
  static RunningProcess start(Host director, String configuration) {
    director.write(FILE, configuration);
    return director.start(
        Checkout.path("tools/bin/jkeepalived"), "-nlDGC", "-f", FILE, "-p", "/run/j.pid");
  }
}
