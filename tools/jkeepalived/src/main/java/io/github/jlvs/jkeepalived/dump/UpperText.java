// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.linux.Ipvlan;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.util.Locale;

/** What a dump says of interfaces that are made for a virtual router. */
final class UpperText {
  private UpperText() {}

  static void of(RouterStatus router, DumpText text) {
    RouterSetup setup = router.setup();
    setup.virtualMac().ifPresent(mac -> text.row(virtualMac(mac, router)));
    setup.ipvlan().ifPresent(ipvlan -> text.row(ipvlan(ipvlan, router)));
    if (setup.virtualMacs().stream().anyMatch(each -> !each.singly())) {
      text.row("Use VMAC for VIPs on other interfaces");
    }
    text.row(
        "Interface",
        setup.upper().map(upper -> above(upper.name(), setup)).orElse(setup.interfaceName()));
  }

  private static String virtualMac(VirtualMac mac, RouterStatus router) {
    return "Use VMAC, i/f name %s, is_up = %s, xmit_base = %s"
        .formatted(mac.name(), isUp(mac.name(), router), !router.setup().sendsByUpper());
  }

  private static String ipvlan(Ipvlan ipvlan, RouterStatus router) {
    return "Use IPVLAN, i/f %s, is_up = %s%s, type %s"
        .formatted(
            ipvlan.name(),
            isUp(ipvlan.name(), router),
            ipvlan.address().map(prefix -> ", i/f address = " + text(prefix)).orElse(""),
            ipvlan.flags().name().toLowerCase(Locale.ROOT));
  }

  private static boolean isUp(String name, RouterStatus router) {
    return !router.trackedDown().contains("interface " + name);
  }

  private static String text(Prefix prefix) {
    return prefix.isHost() ? IpAddresses.format(prefix.address()) : prefix.toString();
  }

  private static String above(String name, RouterSetup setup) {
    boolean ipvlan = setup.ipvlan().isPresent();
    return name
        + (ipvlan ? ", ipvlan on " : ", vmac on ")
        + setup.interfaceName()
        + (ipvlan || setup.sendsByUpper() ? "" : ", xmit base i/f");
  }

  /** An interface that was made is shown with the one below, as ip(8) does. */
  static String device(VirtualAddress address, RouterSetup setup) {
    String device = setup.deviceOf(address);
    boolean singly =
        setup.virtualMacs().stream()
            .anyMatch(each -> each.singly() && each.mac().name().equals(device));
    return device
        + setup.lowerOf(device).map(lower -> "@" + lower).orElse("")
        + (singly ? " use_vmac" : "");
  }

  static void refreshed(RouterSetup setup, DumpText text) {
    GratuitousArp arp = setup.config().gratuitousArp();
    if (!arp.elsewhere().isZero()) {
      boolean all = setup.refreshed() == RouterSetup.Refreshed.EVERY_OTHER;
      text.row(
          "Gratuitous ARP for each secondary " + (all ? "i/f" : "VMAC"),
          arp.elsewhere().toSeconds());
    }
  }
}
