// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;

/** Why connections go on arriving at a server of weight 0, or are refused for it. */
public final class DrainWarning {
  /** Of a persistent virtual server, where the kernel keeps to what it remembers. */
  public static final String RETURNING =
      "Clients that a persistent virtual server remembers go on arriving at a server that drains:"
          + " set net.ipv4.vs.expire_quiescent_template to 1 to send them elsewhere";

  private DrainWarning() {}

  /**
   * Those of a virtual server.
   *
   * @param templatesExpire what {@link QuiescentTemplates#expire} says
   */
  public static List<String> of(VirtualServerSetup server, boolean templatesExpire) {
    List<String> warnings = new ArrayList<>();
    VirtualService service = server.services().get(0);
    if (service.persistence().isPresent() && !templatesExpire) {
      warnings.add(RETURNING);
    }
    if (service.scheduler().equals("mh") && !service.flags().contains(ServiceFlags.MH_FALLBACK)) {
      warnings.add(
          "Scheduler mh of "
              + ServiceName.of(server.name())
              + " keeps a server that drains in its lookup table and refuses the new connections"
              + " that fall to it: configure mh-fallback");
    }
    return warnings;
  }
}
