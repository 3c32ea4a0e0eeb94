// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.linux.MissingSource;
import io.github.jlvs.vrrp.linux.RunnerEvent;

/** Why a virtual router over IPv6 has no address to send from, and what to do, in words. */
final class MissingSources {
  private MissingSources() {}

  static String line(RunnerEvent.SourceMissing missing) {
    String name = missing.interfaceName();
    MissingSource why = missing.why();
    if (why instanceof MissingSource.LookedFor looked) {
      return "%s of %s is looked for on the link (duplicate address detection): used when no other host has it"
          .formatted(IpAddresses.format(looked.address()), name);
    }
    if (why instanceof MissingSource.Duplicate duplicate) {
      String address = IpAddresses.format(duplicate.address());
      return "%s of %s is not used, as another host on the link has it (duplicate address detection):"
              .formatted(address, name)
          + " take it away there, or if that is a clone change the MAC of one; then ip link set %s down and up"
              .formatted(name);
    }
    if (why instanceof MissingSource.Ipv6Off) {
      return "IPv6 is off on %s: sysctl -w %s=0"
              .formatted(name, Sysctl.ipv6Interface(name, "disable_ipv6").name())
          + " (with accept_dad 2 the kernel switches it off where another host has its link-local address)";
    }
    if (why instanceof MissingSource.NoIpv6) {
      return "%s has no IPv6: its MTU is below 1280, or the kernel has none".formatted(name);
    }
    if (why instanceof MissingSource.None) {
      return none(name, missing.linkLocal());
    }
    throw new IllegalStateException("no words for " + why);
  }

  private static String none(String name, boolean linkLocal) {
    return linkLocal
        ? "%s has no link-local address of its own: ip link set %s addrgenmode eui64, or ip address add fe80::X/64 dev %s"
            .formatted(name, name, name)
        : "%s has no IPv6 address of its own that is not link-local, which routed peers need: ip address add X/64 dev %s"
            .formatted(name, name);
  }
}
