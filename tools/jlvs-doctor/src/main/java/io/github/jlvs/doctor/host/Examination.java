// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.filter.PacketFilters;
import io.github.jlvs.doctor.filter.Ruleset;
import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Kernel;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.route.RouteSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at this host once. Changes nothing. */
public final class Examination {
  private Examination() {}

  /**
   * Looks.
   *
   * @throws LinuxException if interfaces or kernel parameters cannot be read
   */
  public static Seen look(Task task) {
    try (RouteSocket route = RouteSocket.open()) {
      Machine machine = new Machine(route);
      List<Interface> interfaces = machine.interfaces();
      Sight<Routes> routes = RoutesSight.take(task, route, interfaces);
      Sight<Ruleset> before = filters(task);
      long time = System.nanoTime();
      long clock = System.currentTimeMillis();
      Listening.Result result = Listening.listen(task, interfaces, routes.seen());
      Duration went = Duration.ofNanos(System.nanoTime() - time);
      Duration step = Duration.ofMillis(System.currentTimeMillis() - clock).minus(went);
      Sight<Ruleset> after = filters(task);
      Map<String, InetAddress> neighbours = machine.neighbours();
      known(task, result.answers(), neighbours);
      result.hearings().seen().stream()
          .flatMap(List::stream)
          .flatMap(hearing -> hearing.heard().stream())
          .forEach(heard -> neighbours.putIfAbsent(heard.mac(), heard.source()));
      Kernel kernel = KernelSight.take();
      return new Seen(
          task,
          interfaces,
          Machine.parameters(interfaces),
          kernel,
          KernelSight.listeners(),
          result.answers(),
          neighbours,
          result.hearings(),
          together(before, after),
          directAnswers(task),
          routes,
          task.role() == Task.Role.DIRECTOR
              ? BalancerSight.take(kernel)
              : new Sight.Missed<>("a real server balances nothing"),
          result.syncMessages(),
          NetworkManagers.take(interfaces),
          step);
    }
  }

  /**
   * The addresses of this host.
   *
   * @throws LinuxException if interfaces cannot be read
   */
  public static Set<InetAddress> addresses() {
    try (RouteSocket route = RouteSocket.open()) {
      return RouterEar.addresses(new Machine(route).interfaces());
    }
  }

  /**
   * The addresses of this host that look like virtual ones: of one host, on the loopback.
   *
   * @throws LinuxException if interfaces cannot be read
   */
  public static List<InetAddress> onLoopback() {
    try (RouteSocket route = RouteSocket.open()) {
      return new Machine(route)
          .interfaces().stream()
              .filter(Interface::isLoopback)
              .flatMap(each -> each.addresses().stream())
              .filter(Interface.Placed::isHost)
              .map(Interface.Placed::address)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
    }
  }

  /** A real server is not asked by another. */
  private static Sight<List<DirectAnswer>> directAnswers(Task task) {
    return task.role() == Task.Role.DIRECTOR
        ? Questions.ask(task)
        : new Sight.Missed<>("this host is no director");
  }

  /** They concern what virtual routers say, and what comes to services of a real server. */
  private static Sight<Ruleset> filters(Task task) {
    boolean concerned =
        switch (task.role()) {
          case DIRECTOR -> !task.routers().isEmpty();
          case REAL_SERVER -> !task.servicesHere().isEmpty();
        };
    return concerned
        ? Listings.take()
        : new Sight.Missed<>("there is nothing that could be looked for in them");
  }

  /** An answer of a real server for its own address says whose an Ethernet address is. */
  private static void known(
      Task task, Sight<List<ArpAnswers>> answers, Map<String, InetAddress> neighbours) {
    answers.seen().stream()
        .flatMap(List::stream)
        .filter(each -> task.realServers().contains(each.address()) && each.macs().size() == 1)
        .forEach(each -> each.macs().forEach(mac -> neighbours.put(mac, each.address())));
  }

  private static Sight<PacketFilters> together(Sight<Ruleset> before, Sight<Ruleset> after) {
    return before
        .missing()
        .or(after::missing)
        .<Sight<PacketFilters>>map(Sight.Missed::new)
        .orElseGet(
            () ->
                new Sight.Taken<>(
                    new PacketFilters(before.seen().orElseThrow(), after.seen().orElseThrow())));
  }
}
