// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** This host's interfaces, neighbours and kernel parameters, read through netlink and /proc/sys. */
final class Machine {
  private static final List<String> OF_INTERFACES =
      List.of("arp_ignore", "arp_announce", "rp_filter", "send_redirects");
  private static final List<String> OF_THE_HOST =
      List.of(
          "net/ipv4/ip_forward",
          "net/ipv6/conf/all/forwarding",
          "net/ipv4/vs/backup_only",
          "net/ipv4/vs/conn_reuse_mode",
          "net/ipv4/vs/conntrack",
          "net/ipv4/vs/expire_nodest_conn",
          "net/ipv4/vs/expire_quiescent_template",
          "net/ipv4/vs/pmtu_disc");

  /** IFF_NOARP of linux/if.h: a dummy, a tunnel. */
  private static final int IFF_NOARP = 0x80;

  private final RouteSocket route;

  Machine(RouteSocket route) {
    this.route = route;
  }

  List<Interface> interfaces() {
    Map<Integer, List<Interface.Placed>> addresses = new HashMap<>();
    route
        .addresses()
        .forEach(
            each ->
                addresses
                    .computeIfAbsent(each.interfaceIndex(), key -> new ArrayList<>())
                    .add(new Interface.Placed(each.address(), each.prefixLength())));
    List<Interface> found = new ArrayList<>();
    for (Link link : route.links()) {
      found.add(
          new Interface(
              link.name(),
              link.index(),
              link.kind(),
              link.hardwareAddress().toString().toLowerCase(Locale.ROOT),
              (link.flags() & Link.IFF_UP) != 0,
              (link.flags() & (Link.IFF_LOOPBACK | IFF_NOARP)) == 0,
              link.mtu(),
              addresses.getOrDefault(link.index(), List.of())));
    }
    return found;
  }

  Map<String, InetAddress> neighbours() {
    Map<String, InetAddress> found = new HashMap<>();
    route.neighbours().stream()
        .filter(each -> each.address() instanceof Inet4Address)
        .filter(each -> each.hardwareAddress().bytes().length > 0)
        .forEach(each -> found.put(each.hardwareAddress().toString(), each.address()));
    return found;
  }

  static Parameters parameters(List<Interface> interfaces) {
    Map<String, Integer> values = new HashMap<>();
    List<String> names = new ArrayList<>(List.of("all"));
    interfaces.forEach(each -> names.add(each.name()));
    for (String name : names) {
      for (String parameter : OF_INTERFACES) {
        read(Parameters.path(name, parameter), values);
      }
    }
    OF_THE_HOST.forEach(path -> read(path, values));
    return new Parameters(values);
  }

  /** One that this kernel does not have, or whose interface has just gone, is left out. */
  private static void read(String path, Map<String, Integer> into) {
    try {
      into.put(path, Integer.parseInt(new Sysctl(path).read()));
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }
}
