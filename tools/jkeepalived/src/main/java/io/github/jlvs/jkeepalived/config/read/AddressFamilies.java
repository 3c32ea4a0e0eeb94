// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.VirtualAddress;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.List;

/** Version 2 of VRRP knows IPv4 alone. */
final class AddressFamilies {
  private AddressFamilies() {}

  static void onlyIpv4(
      List<VirtualAddress> addresses, List<Statement> lines, Diagnostics diagnostics) {
    boolean ipv6 = addresses.stream().anyMatch(a -> IpLiteral.isIpv6(a.address()));
    if (!ipv6) {
      return;
    }
    for (Statement line : lines) {
      if (line.name().indexOf(':') >= 0) {
        diagnostics.error(
            line.position(),
            "an IPv6 address needs VRRP version 3, which is not supported yet"
                + " ('virtual_ipaddress_excluded' takes it beside an IPv4 address)");
      }
    }
  }
}
