// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;

/**
 * The configuration of many virtual routers with an interval of a second, which track scripts.
 *
 * <p>Scripts run every other second, all of them at the same moment. With an interval of one second
 * an advertisement would meet them each time or never, and be late by the same time again and
 * again, which nobody sees from outside; keepalived 2.2.7 takes no fraction of a second for either.
 * Priorities go from 1 to 254: the moment of the first advertisement follows from them, so that the
 * routers advertise all over the second, and some of them whenever scripts are started.
 *
 * @param scripts how many scripts; each is tracked by as many routers as any other
 */
public record ScriptedRouters(int scripts) {
  static final int SCRIPT_INTERVAL = 2;
  private static final int LEAST_PRIORITY = 1;
  private static final int MOST_PRIORITY = 254;
  private static final String SCRIPT = "/run/script.sh";
  private static final String RAN = "/run/ran";

  /** Writes the script, which leaves an octet behind at each run, and otherwise just succeeds. */
  static void write(Host host) {
    host.write(SCRIPT, "#!/bin/sh\necho >>" + RAN + "\n");
    host.sh("chmod 755 " + SCRIPT + "; : >" + RAN);
  }

  /** How often scripts have run since they were written. */
  static long runs(Host host) {
    return Long.parseLong(host.sh("stat -c %s " + RAN).strip());
  }

  String configuration() {
    return configuration("", "10.2.0");
  }

  /**
   * The same beside other things.
   *
   * @param global further lines of global_defs
   * @param network of the virtual addresses: what stands before the last dot
   */
  public String configuration(String global, String network) {
    StringBuilder text = new StringBuilder("global_defs {\n    script_user root\n");
    text.append(global).append("}\n");
    for (int script = 0; script < scripts; script++) {
      text.append(
          """
          vrrp_script S_%d {
              script "%s"
              interval %d
              timeout 20
          }
          """
              .formatted(script, SCRIPT, SCRIPT_INTERVAL));
    }
    for (int vrid = 1; vrid <= ManyRouters.COUNT; vrid++) {
      text.append(
          """
          vrrp_instance VI_%1$d {
              state BACKUP
              interface %2$s
              virtual_router_id %1$d
              priority %3$d
              advert_int 1
              virtual_ipaddress {
                  %5$s.%1$d
              }
          %4$s}
          """
              .formatted(vrid, Network.INTERFACE, priority(vrid), tracking(vrid), network));
    }
    return text.toString();
  }

  private static int priority(int vrid) {
    return LEAST_PRIORITY + (vrid - 1) * (MOST_PRIORITY - LEAST_PRIORITY) / (ManyRouters.COUNT - 1);
  }

  private String tracking(int vrid) {
    return scripts == 0
        ? ""
        : "    track_script {\n        S_%d\n    }\n".formatted(vrid % scripts);
  }
}
