// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

/** The configuration of a director with one virtual router, VI_1, on enp0s3. */
final class OneRouter {
  static final String VIP = "10.1.80.90";

  private OneRouter() {}

  /**
   * Writes it out.
   *
   * @param global a line of global_defs
   * @param router a line of the virtual router
   */
  static String configuration(int priority, String global, String router) {
    return """
        global_defs {
          router_id d
          %s
        }
        vrrp_instance VI_1 {
          state BACKUP
          interface enp0s3
          virtual_router_id 51
          priority %d
          %s
          advert_int 1
          virtual_ipaddress {
            %s/24
          }
        }
        """
        .formatted(global, priority, router, VIP);
  }
}
