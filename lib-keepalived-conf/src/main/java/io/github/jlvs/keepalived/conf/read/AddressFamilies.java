// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.util.List;
import java.util.Optional;

/**
 * The one family of addresses that the advertisements of a virtual router have room for. Of the
 * other an address can be an excluded one.
 */
final class AddressFamilies {
  private final AddressFamily family;
  private final Diagnostics diagnostics;

  AddressFamilies(AddressFamily family, Diagnostics diagnostics) {
    this.family = family;
    this.diagnostics = diagnostics;
  }

  /** Those of the family; the lines of others, and what the RFC wants of the first, are told. */
  List<VirtualAddress> only(List<VirtualAddress> addresses, List<Statement> lines) {
    for (Statement line : lines) {
      Optional<AddressFamily> itsOwn =
          IpAddresses.parse(line.name().replaceFirst("/.*", "")).map(AddressFamily::of);
      if (itsOwn.isPresent() && itsOwn.get() != family) {
        boolean ipv6 = itsOwn.get() == AddressFamily.IPV6;
        diagnostics.warning(
            line.position(),
            "%s address in a vrrp_instance that goes over %s is left out, as in keepalived"
                    .formatted(ipv6 ? "an IPv6" : "an IPv4", text())
                + " ('virtual_ipaddress_excluded' takes it)");
      }
    }
    List<VirtualAddress> some =
        addresses.stream()
            .filter(address -> AddressFamily.of(address.address()) == family)
            .toList();
    if (family == AddressFamily.IPV6
        && !some.isEmpty()
        && !some.get(0).address().isLinkLocalAddress()) {
      diagnostics.warning(
          lines.get(0).position(),
          Quoted.quote(IpAddresses.format(some.get(0).address()))
              + " is the first IPv6 address and not a link-local one, which RFC 9568 wants there"
              + " (section 5.2.9): other makers' routers may refuse that (begin with an fe80::"
              + " address, the same on every router of the group)");
    }
    return some;
  }

  private String text() {
    return family == AddressFamily.IPV4 ? "IPv4" : "IPv6";
  }
}
