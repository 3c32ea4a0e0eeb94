// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.net.AddressFamily;

/** What people and readers call a virtual server. */
public final class ServiceName {
  private ServiceName() {}

  /** A name that no other has: a mark of one number may be there of either family. */
  public static String of(VirtualServerName name) {
    boolean ofIpv6 =
        name instanceof VirtualServerName.FirewallMark mark && mark.family() == AddressFamily.IPV6;
    return name + (ofIpv6 ? " IPv6" : "");
  }
}
