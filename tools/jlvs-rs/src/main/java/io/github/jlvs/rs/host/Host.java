// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.Neighbour;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.rs.plan.ArpParameter;
import io.github.jlvs.rs.plan.DefaultRoute;
import io.github.jlvs.rs.plan.Device;
import io.github.jlvs.rs.plan.HostAddress;
import io.github.jlvs.rs.plan.HostRoute;
import io.github.jlvs.rs.plan.ObservedHost;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Setting;
import io.github.jlvs.rs.plan.Step;
import io.github.jlvs.rs.plan.Surroundings;
import io.github.jlvs.rs.plan.Vip;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** This host, seen and changed through netlink and /proc/sys. */
final class Host {
  private static final String REVERSE_PATH = Setting.TUNNEL_REVERSE_PATH.parameter();

  private final RouteSocket route;
  private final int loopback;

  Host(RouteSocket route) {
    this.route = route;
    this.loopback = link().index();
  }

  private Link link() {
    return route
        .link(HostAddress.LOOPBACK)
        .orElseThrow(
            () -> RealServerException.of("this network namespace has no interface named lo"));
  }

  ObservedHost observe() {
    Map<Integer, String> names = new HashMap<>();
    Set<Device> tunnels = EnumSet.noneOf(Device.class);
    Set<Device> up = EnumSet.noneOf(Device.class);
    for (Link link : route.links()) {
      names.put(link.index(), link.name());
      Optional<Device> device = Device.named(link.name());
      device.ifPresent(tunnels::add);
      device.filter(each -> isUp(link)).ifPresent(up::add);
    }
    List<Route> routes = route.routes();
    return new ObservedHost(
        up.contains(Device.LOOPBACK),
        takesIpv6(HostAddress.LOOPBACK),
        addresses(names),
        hostRoutes(routes, names),
        settings(tunnels),
        interfaces(names),
        new Surroundings(
            tunnels,
            up,
            takesIpv6(orDefault(tunnels, Device.IPV6_TUNNEL)),
            number(Sysctl.ipv4Interface("all", REVERSE_PATH)).orElse(0),
            defaultRoutes(routes, names),
            proxied(names)));
  }

  private static boolean isUp(Link link) {
    return (link.flags() & Link.IFF_UP) != 0;
  }

  private static boolean takesIpv6(String name) {
    return number(Sysctl.ipv6Interface(name, "disable_ipv6")).equals(OptionalInt.of(0));
  }

  /** A tunnel that is still to be made gets what {@code default} says. */
  private static String orDefault(Set<Device> tunnels, Device device) {
    return tunnels.contains(device) ? device.text() : "default";
  }

  private static List<DefaultRoute> defaultRoutes(List<Route> routes, Map<Integer, String> names) {
    List<DefaultRoute> found = new ArrayList<>();
    for (Route each : routes) {
      boolean isDefault = each.destination().isEmpty() && each.source().isEmpty();
      if (isDefault && isOrdinary(each)) {
        found.add(
            new DefaultRoute(each.family(), each.gateway(), through(each, names), each.metric()));
      }
    }
    return found;
  }

  /** Of IPv6: before Linux looks for an entry of IPv4, arp_ignore has decided. */
  private Map<Vip, String> proxied(Map<Integer, String> names) {
    Map<Vip, String> found = new HashMap<>();
    for (Neighbour each : route.proxies()) {
      Vip vip = new Vip(each.address());
      if (!vip.isIpv4()) {
        found.put(vip, names.getOrDefault(each.interfaceIndex(), ""));
      }
    }
    return found;
  }

  private List<HostAddress> addresses(Map<Integer, String> names) {
    List<HostAddress> addresses = new ArrayList<>();
    for (IfAddress each : route.addresses()) {
      String name = names.getOrDefault(each.interfaceIndex(), "");
      addresses.add(new HostAddress(name, each.address(), each.prefixLength(), each.label()));
    }
    return addresses;
  }

  private static List<HostRoute> hostRoutes(List<Route> all, Map<Integer, String> names) {
    List<HostRoute> routes = new ArrayList<>();
    for (Route each : all) {
      Optional<Vip> host = host(each);
      if (host.isPresent()) {
        boolean direct = each.gateway().isEmpty();
        routes.add(new HostRoute(host.get(), through(each, names), direct, each.metric()));
      }
    }
    return routes;
  }

  private static String through(Route route, Map<Integer, String> names) {
    return route.interfaceIndex().isPresent()
        ? names.getOrDefault(route.interfaceIndex().getAsInt(), "")
        : "";
  }

  private static boolean isOrdinary(Route route) {
    return route.table() == Route.TABLE_MAIN && route.type() == Route.TYPE_UNICAST;
  }

  private static Optional<Vip> host(Route route) {
    return route
        .destination()
        .filter(prefix -> isOrdinary(route) && prefix.isHost())
        .map(prefix -> new Vip(prefix.address()));
  }

  private static Map<Setting, Integer> settings(Set<Device> tunnels) {
    Map<Setting, Integer> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String name =
          setting == Setting.TUNNEL_REVERSE_PATH
              ? orDefault(tunnels, Device.IPV4_TUNNEL)
              : setting.interfaceName();
      values.put(setting, Integer.parseInt(Sysctl.ipv4Interface(name, setting.parameter()).read()));
    }
    return values;
  }

  private static Map<String, Map<ArpParameter, Integer>> interfaces(Map<Integer, String> names) {
    Map<String, Map<ArpParameter, Integer>> found = new HashMap<>();
    for (String name : names.values()) {
      Map<ArpParameter, Integer> values = new EnumMap<>(ArpParameter.class);
      for (ArpParameter parameter : ArpParameter.values()) {
        number(Sysctl.ipv4Interface(name, parameter.text()))
            .ifPresent(value -> values.put(parameter, value));
      }
      if (!name.equals(HostAddress.LOOPBACK)) {
        found.put(name, values);
      }
    }
    return found;
  }

  /** Empty where there is no such parameter: the interface has just gone, or has no IPv4 at all. */
  private static OptionalInt number(Sysctl parameter) {
    try {
      return OptionalInt.of(Integer.parseInt(parameter.read()));
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  void apply(Step step) {
    if (step instanceof Step.SetParameter set) {
      sysctl(set.setting()).write(String.valueOf(set.to()));
    } else if (step instanceof Step.MakeTunnel make) {
      make(make.device());
    } else if (step instanceof Step.TakeUp take) {
      route.setUp(index(take.device()));
    } else if (step instanceof Step.TakeDown take) {
      route.setDown(index(take.device()));
    } else if (step instanceof Step.AddAddress add) {
      route.add(address(add.vip(), add.device(), add.label()));
    } else if (step instanceof Step.RemoveAddress remove) {
      route.delete(address(remove.vip(), remove.device(), remove.label()));
    } else if (step instanceof Step.AddRoute add) {
      route.add(Route.toHost(add.vip().address(), loopback));
    } else if (step instanceof Step.RemoveRoute remove) {
      removeRoutes(remove.vip());
    } else {
      throw new IllegalStateException("nothing takes the step " + step);
    }
  }

  private int index(Device device) {
    if (device == Device.LOOPBACK) {
      return loopback;
    }
    return route
        .link(device.text())
        .orElseThrow(() -> RealServerException.of("the tunnel " + device.text() + " is gone"))
        .index();
  }

  /** Asking for the kind loads its module, which makes the link of that name before we can. */
  private void make(Device device) {
    LinkKind kind =
        device == Device.IPV4_TUNNEL ? new LinkKind.Ipv4Tunnel() : new LinkKind.Ipv6Tunnel();
    try {
      route.add(NewLink.of(device.text(), kind));
    } catch (NetlinkException e) {
      if (e.errno().equals(Errno.EOPNOTSUPP)) {
        throw RealServerException.caused(
            e,
            "this kernel makes no "
                + device.text()
                + ": it lacks the module "
                + (device == Device.IPV4_TUNNEL ? "ipip" : "ip6_tunnel"));
      }
      if (!e.errno().equals(Errno.EEXIST) || route.link(device.text()).isEmpty()) {
        throw e;
      }
    }
  }

  /** On lo as ifconfig(8) adds it: the broadcast address is the address itself. */
  private IfAddress address(Vip vip, Device device, Optional<String> label) {
    int index = index(device);
    IfAddress plain = IfAddress.of(index, vip.address(), vip.bits());
    IfAddress labelled = label.map(plain::withLabel).orElse(plain);
    if (vip.isIpv4() && device != Device.LOOPBACK) {
      return labelled;
    }
    if (vip.isIpv4()) {
      return labelled.withBroadcast(vip.address());
    }
    return new IfAddress(
        index,
        vip.address(),
        vip.bits(),
        IfAddress.SCOPE_GLOBAL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        IfAddress.IFA_F_NODAD);
  }

  /** Whoever made them: the kernel deletes a route only if its protocol and scope match too. */
  private void removeRoutes(Vip vip) {
    for (Route each : route.routes()) {
      boolean through = each.interfaceIndex().equals(OptionalInt.of(loopback));
      if (through && each.gateway().isEmpty() && host(each).filter(vip::equals).isPresent()) {
        delete(each);
      }
    }
  }

  /** One that went meanwhile, by whatever hand, is as it shall be. */
  private void delete(Route unwanted) {
    try {
      route.delete(unwanted);
    } catch (NetlinkException e) {
      if (!e.errno().equals(Errno.ESRCH)) {
        throw e;
      }
    }
  }

  private static Sysctl sysctl(Setting setting) {
    return Sysctl.ipv4Interface(setting.interfaceName(), setting.parameter());
  }
}
