// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.net.AddressFamily;

/** How a virtual service is called wherever its name alone tells it from others. */
public final class ServiceText {
  private ServiceText() {}

  /** Its own: a mark of one number may be there of either family. */
  public static String of(VirtualServerName name) {
    boolean ofIpv6 =
        name instanceof VirtualServerName.FirewallMark mark && mark.family() == AddressFamily.IPV6;
    return name + (ofIpv6 ? " IPv6" : "");
  }
}
