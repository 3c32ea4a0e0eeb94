// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The two programs that read the same file, as their users start and reload them. */
enum Daemon {
  JKEEPALIVED,
  KEEPALIVED;

  static final String FILE = "/run/vrrp.conf";

  Daemon other() {
    return this == JKEEPALIVED ? KEEPALIVED : JKEEPALIVED;
  }

  /** Starts it on a host with a file, behind a command that executes it, such as env. */
  RunningProcess start(Host host, String file, String... behind) {
    return start(host, file, "-nlDPG", behind);
  }

  /** The same, and its log has no details. */
  RunningProcess startWithoutDetail(Host host, String file) {
    return start(host, file, "-nlPG", new String[0]);
  }

  private RunningProcess start(Host host, String file, String options, String[] behind) {
    host.write(FILE, file);
    List<String> command = new ArrayList<>(List.of(behind));
    String pidFile = "/run/" + name().toLowerCase(Locale.ROOT) + ".pid";
    command.add(this == JKEEPALIVED ? Checkout.path("tools/bin/jkeepalived") : "keepalived");
    command.addAll(List.of(options, "-f", FILE, "-p", pidFile));
    return host.start(command.toArray(String[]::new));
  }

  /** Gives it another file by SIGHUP. */
  static void reload(Host host, RunningProcess daemon, String file) {
    host.write(FILE, file);
    daemon.signal("HUP");
  }

  /** An instance on {@value Network#INTERFACE} with a line for each address, and other lines. */
  static String instance(String name, int vrid, int priority, String addresses, String more) {
    return """
        vrrp_instance %s {
            state BACKUP
            interface %s
            virtual_router_id %d
            priority %d
            advert_int 1
            virtual_ipaddress {
                %s
            }
            %s
        }
        """
        .formatted(name, Network.INTERFACE, vrid, priority, addresses, more);
  }

  /** The instance VI_1 of {@link Directors}. */
  static String instance(int priority, String addresses, String more) {
    return instance("VI_1", Directors.VRID, priority, addresses, more);
  }
}
