// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A host that is not there: what the kernel would make of each step. */
record World(ObservedHost now, RememberedState memory) {
  static World of(ObservedHost now) {
    return new World(now, RememberedState.of(SavedState.NOTHING));
  }

  World start(Vip... vips) {
    return start(List.of(vips));
  }

  World start(List<Vip> vips) {
    return done(startPlan(vips));
  }

  World stop(Vip... vips) {
    return done(stopPlan(List.of(vips)));
  }

  Plan startPlan(List<Vip> vips) {
    return StartPlan.of(now, memory, vips, Forwarding.DIRECT);
  }

  World startTunnels(Vip... vips) {
    return done(tunnelPlan(vips));
  }

  Plan tunnelPlan(Vip... vips) {
    return StartPlan.of(now, memory, List.of(vips), Forwarding.TUNNEL);
  }

  Plan stopPlan(List<Vip> vips) {
    return StopPlan.of(now, memory, vips);
  }

  World done(Plan plan) {
    return new World(after(plan.steps()), RememberedState.of(plan.after()));
  }

  /** The machine lost power, or the process was killed, after so many steps of a start. */
  World startCrashedAfter(int steps, List<Vip> vips) {
    Plan plan = startPlan(vips);
    List<Step> first = plan.steps().subList(0, Math.min(steps, plan.steps().size()));
    return new World(after(first), RememberedState.of(plan.after()));
  }

  World with(Setting setting, int value) {
    return new World(applied(now, new Step.SetParameter(setting, 0, value)), memory);
  }

  World with(HostAddress address) {
    List<HostAddress> addresses = new ArrayList<>(now.addresses());
    addresses.add(address);
    return new World(copy(now, addresses, now.routes(), now.settings()), memory);
  }

  World with(HostRoute route) {
    List<HostRoute> routes = new ArrayList<>(now.routes());
    routes.add(route);
    return new World(copy(now, now.addresses(), routes, now.settings()), memory);
  }

  World forgetting(RememberedState lost) {
    return new World(now, lost);
  }

  Status status(Vip... vips) {
    return Status.of(now, memory, List.of(vips), Forwarding.DIRECT);
  }

  ObservedHost after(List<Step> steps) {
    ObservedHost result = now;
    for (Step step : steps) {
      result = applied(result, step);
    }
    return result;
  }

  static ObservedHost applied(ObservedHost now, Step step) {
    List<HostAddress> addresses = new ArrayList<>(now.addresses());
    List<HostRoute> routes = new ArrayList<>(now.routes());
    Map<Setting, Integer> settings = new EnumMap<>(now.settings());
    if (step instanceof Step.SetParameter set) {
      settings.put(set.setting(), set.to());
    } else if (step instanceof Step.TakeUp take && take.device() == Device.LOOPBACK) {
      return new ObservedHost(
          true, now.ipv6(), addresses, routes, settings, now.interfaces(), now.surroundings());
    } else if (step instanceof Step.MakeTunnel make) {
      return copy(now, tunnels(now.surroundings(), make.device(), true, false));
    } else if (step instanceof Step.TakeUp take) {
      return copy(now, tunnels(now.surroundings(), take.device(), now.has(take.device()), true));
    } else if (step instanceof Step.TakeDown take) {
      return copy(now, tunnels(now.surroundings(), take.device(), now.has(take.device()), false));
    } else if (step instanceof Step.AddAddress add) {
      if (now.hasAddress(add.vip(), add.device())) {
        throw new IllegalStateException("File exists");
      }
      Vip vip = add.vip();
      addresses.add(new HostAddress(add.device().text(), vip.address(), vip.bits(), add.label()));
    } else if (step instanceof Step.RemoveAddress remove) {
      if (!addresses.removeIf(address -> address.holds(remove.vip(), remove.device()))) {
        throw new IllegalStateException("Cannot assign requested address");
      }
    } else if (step instanceof Step.AddRoute add) {
      if (routes.stream().anyMatch(route -> route.bars(add.vip()) || now.hasRoute(add.vip()))) {
        throw new IllegalStateException("File exists");
      }
      if (!now.loopbackUp()) {
        throw new IllegalStateException("Network is down");
      }
      routes.add(new HostRoute(add.vip(), "lo", true, 0));
    } else if (step instanceof Step.RemoveRoute remove) {
      if (!routes.removeIf(route -> route.leadsToLoopback(remove.vip()))) {
        throw new IllegalStateException("No such process");
      }
    }
    return copy(now, addresses, routes, settings);
  }

  World with(Surroundings surroundings) {
    return new World(copy(now, surroundings), memory);
  }

  private static Surroundings tunnels(
      Surroundings now, Device device, boolean present, boolean up) {
    Set<Device> tunnels = new HashSet<>(now.tunnels());
    Set<Device> upNow = new HashSet<>(now.tunnelsUp());
    if (!present) {
      throw new IllegalStateException("No such device");
    }
    tunnels.add(device);
    upNow.remove(device);
    if (up) {
      upNow.add(device);
    }
    return new Surroundings(
        tunnels,
        upNow,
        now.ipv6OnTunnel(),
        now.reversePathOfAll(),
        now.defaultRoutes(),
        now.proxied());
  }

  private static ObservedHost copy(ObservedHost now, Surroundings surroundings) {
    return new ObservedHost(
        now.loopbackUp(),
        now.ipv6(),
        now.addresses(),
        now.routes(),
        now.settings(),
        now.interfaces(),
        surroundings);
  }

  private static ObservedHost copy(
      ObservedHost now,
      List<HostAddress> addresses,
      List<HostRoute> routes,
      Map<Setting, Integer> settings) {
    return new ObservedHost(
        now.loopbackUp(),
        now.ipv6(),
        addresses,
        routes,
        settings,
        now.interfaces(),
        now.surroundings());
  }
}
