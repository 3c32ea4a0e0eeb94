// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.rs.plan.ArpParameter;
import io.github.jlvs.rs.plan.ArpSetting;
import io.github.jlvs.rs.plan.HostAddress;
import io.github.jlvs.rs.plan.HostRoute;
import io.github.jlvs.rs.plan.ObservedHost;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.Step;
import io.github.jlvs.rs.plan.Vip;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** This host, seen and changed through netlink and /proc/sys. */
final class Host {
  private static final Sysctl IPV6_OFF = new Sysctl("net/ipv6/conf/lo/disable_ipv6");

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
    route.links().forEach(link -> names.put(link.index(), link.name()));
    boolean up = (link().flags() & Link.IFF_UP) != 0;
    return new ObservedHost(
        up, takesIpv6(), addresses(names), hostRoutes(names), settings(), interfaces(names));
  }

  private static boolean takesIpv6() {
    return number(IPV6_OFF).equals(OptionalInt.of(0));
  }

  private List<HostAddress> addresses(Map<Integer, String> names) {
    List<HostAddress> addresses = new ArrayList<>();
    for (IfAddress each : route.addresses()) {
      String name = names.getOrDefault(each.interfaceIndex(), "");
      addresses.add(new HostAddress(name, each.address(), each.prefixLength(), each.label()));
    }
    return addresses;
  }

  private List<HostRoute> hostRoutes(Map<Integer, String> names) {
    List<HostRoute> routes = new ArrayList<>();
    for (Route each : route.routes()) {
      Optional<Vip> host = host(each);
      if (host.isPresent()) {
        String through =
            each.interfaceIndex().isPresent()
                ? names.getOrDefault(each.interfaceIndex().getAsInt(), "")
                : "";
        boolean direct = each.gateway().isEmpty();
        routes.add(new HostRoute(host.get(), through, direct, each.metric()));
      }
    }
    return routes;
  }

  private static Optional<Vip> host(Route route) {
    boolean ordinary = route.table() == Route.TABLE_MAIN && route.type() == Route.TYPE_UNICAST;
    return route
        .destination()
        .filter(prefix -> ordinary && prefix.isHost())
        .map(prefix -> new Vip(prefix.address()));
  }

  private static Map<ArpSetting, Integer> settings() {
    Map<ArpSetting, Integer> values = new EnumMap<>(ArpSetting.class);
    for (ArpSetting setting : ArpSetting.values()) {
      values.put(setting, Integer.parseInt(sysctl(setting).read()));
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
    } else if (step instanceof Step.TakeLoopbackUp) {
      route.setUp(loopback);
    } else if (step instanceof Step.AddAddress add) {
      route.add(address(add.vip(), add.label()));
    } else if (step instanceof Step.RemoveAddress remove) {
      route.delete(address(remove.vip(), remove.label()));
    } else if (step instanceof Step.AddRoute add) {
      route.add(Route.toHost(add.vip().address(), loopback));
    } else if (step instanceof Step.RemoveRoute remove) {
      removeRoutes(remove.vip());
    } else {
      throw new IllegalStateException("nothing takes the step " + step);
    }
  }

  /** As ifconfig(8) adds it: the broadcast address is the address itself. */
  private IfAddress address(Vip vip, Optional<String> label) {
    IfAddress plain = IfAddress.of(loopback, vip.address(), vip.bits());
    IfAddress labelled = label.map(plain::withLabel).orElse(plain);
    if (vip.isIpv4()) {
      return labelled.withBroadcast(vip.address());
    }
    return new IfAddress(
        loopback,
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

  private static Sysctl sysctl(ArpSetting setting) {
    return Sysctl.ipv4Interface(setting.interfaceName(), setting.parameter().text());
  }
}
