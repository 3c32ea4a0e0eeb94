// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    return StartPlan.of(now, memory, vips);
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

  World with(ArpSetting setting, int value) {
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
    return Status.of(now, memory, List.of(vips));
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
    Map<ArpSetting, Integer> settings = new EnumMap<>(now.settings());
    if (step instanceof Step.SetParameter set) {
      settings.put(set.setting(), set.to());
    } else if (step instanceof Step.TakeLoopbackUp) {
      return new ObservedHost(true, now.ipv6(), addresses, routes, settings, now.interfaces());
    } else if (step instanceof Step.AddAddress add) {
      if (now.hasAddress(add.vip())) {
        throw new IllegalStateException("File exists");
      }
      Vip vip = add.vip();
      addresses.add(new HostAddress("lo", vip.address(), vip.bits(), add.label()));
    } else if (step instanceof Step.RemoveAddress remove) {
      if (!addresses.removeIf(address -> address.holds(remove.vip()))) {
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

  private static ObservedHost copy(
      ObservedHost now,
      List<HostAddress> addresses,
      List<HostRoute> routes,
      Map<ArpSetting, Integer> settings) {
    return new ObservedHost(
        now.loopbackUp(), now.ipv6(), addresses, routes, settings, now.interfaces());
  }
}
