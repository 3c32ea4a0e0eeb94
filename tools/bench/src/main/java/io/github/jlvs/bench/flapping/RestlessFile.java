// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.flapping;

import io.github.jlvs.ipvs.ServiceId;

/** Two configurations, which a daemon goes from one to the other and back. */
enum RestlessFile {
  FIRST(150, 1, 20),
  SECOND(140, 3, 18);

  /** There in both. */
  static final ServiceId ALWAYS = ServiceId.tcp("10.1.80.90", 81);

  /** In the second alone, so that the table shows which one has been read. */
  static final ServiceId IN_SECOND = ServiceId.tcp("10.1.80.90", 82);

  private static final int PORT = 80;

  private final int priority;
  private final int weight;
  private final int servers;

  RestlessFile(int priority, int weight, int servers) {
    this.priority = priority;
    this.weight = weight;
    this.servers = servers;
  }

  RestlessFile other() {
    return this == FIRST ? SECOND : FIRST;
  }

  /** Real servers of the service that is there in both. */
  int servers() {
    return servers;
  }

  /**
   * Writes it: a virtual router whose priority a script lowers, one that a script puts in fault,
   * and real servers with a TCP_CHECK and every fourth a MISC_CHECK beside it.
   */
  String text() {
    return """
        global_defs {
          script_user root
          enable_script_security
        }
        vrrp_script lowers {
          script "/run/steady"
          interval 1
          weight -10
        }
        vrrp_script faults {
          script "/run/steady"
          interval 1
        }
        """
        + router("VI_1", 51, "90", "lowers")
        + router("VI_2", 52, "89", "faults")
        + service(81)
        + (this == SECOND ? service(82) : "");
  }

  private String router(String name, int vrid, String last, String script) {
    return """
        vrrp_instance %s {
          state MASTER
          interface enp0s3
          virtual_router_id %d
          priority %d
          advert_int 1
          virtual_ipaddress {
            10.1.80.%s
          }
          track_script {
            %s
          }
          notify /run/turn
        }
        """
        .formatted(name, vrid, priority, last, script);
  }

  private String service(int port) {
    StringBuilder text = new StringBuilder();
    text.append("virtual_server 10.1.80.90 ").append(port);
    text.append(" {\n  protocol TCP\n  lb_algo wrr\n  lb_kind NAT\n  delay_loop 1\n");
    for (int i = 1; i <= servers; i++) {
      text.append("  real_server 10.2.0.%d %d {\n    weight %d\n".formatted(i, PORT, weight));
      text.append("    notify_down /run/down\n    TCP_CHECK {\n      connect_timeout 1\n    }\n");
      if (i % 4 == 0) {
        text.append("    MISC_CHECK {\n      misc_path /run/steady-too\n    }\n");
      }
      text.append("  }\n");
    }
    return text.append("}\n").toString();
  }
}
