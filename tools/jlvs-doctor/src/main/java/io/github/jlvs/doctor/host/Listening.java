// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.doctor.seen.Hearing;
import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.link.ArpProbe;
import io.github.jlvs.linux.link.EthernetLink;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks and listens on all links at once, for as long as the slowest of it takes: a second for
 * answers to ARP probes, three advertisements and a little for a virtual router.
 */
final class Listening implements AutoCloseable {
  private static final Duration ARP = Duration.ofMillis(1200);
  private static final Duration SLACK = Duration.ofMillis(500);
  private static final int ADVERTISEMENTS = 3;

  private final EventLoop loop;
  private final Task task;
  private final List<Interface> interfaces;
  private final Optional<Routes> routes;

  /** By the interface they ask on. */
  private final Map<String, ArpProbe> probes = new LinkedHashMap<>();

  private final List<RouterEar> ears = new ArrayList<>();
  private final List<SyncEar> syncEars = new ArrayList<>();

  /** Interfaces of virtual routers that this host does not have. */
  private final List<String> absent = new ArrayList<>();

  private Optional<String> deaf = Optional.empty();

  private Listening(
      EventLoop loop, Task task, List<Interface> interfaces, Optional<Routes> routes) {
    this.loop = loop;
    this.task = task;
    this.interfaces = interfaces;
    this.routes = routes;
  }

  /** What was answered and heard. */
  record Result(
      Sight<List<ArpAnswers>> answers,
      Sight<List<Hearing>> hearings,
      Sight<List<SyncMessage>> syncMessages) {}

  /** Does it all. */
  static Result listen(Task task, List<Interface> interfaces, Optional<Routes> routes) {
    try (EventLoop loop = EventLoop.open();
        Listening listening = new Listening(loop, task, interfaces, routes)) {
      return listening.result();
    }
  }

  private Result result() {
    try {
      open();
    } catch (LinuxException e) {
      deaf = Optional.of(e.getMessage());
    }
    if (deaf.isPresent()) {
      return new Result(
          new Sight.Missed<>(deaf.get()),
          new Sight.Missed<>(deaf.get()),
          new Sight.Missed<>(deaf.get()));
    }
    Duration time = time();
    loop.timer(loop::stop).arm(loop.now() + time.toNanos());
    loop.run();
    return new Result(
        new Sight.Taken<>(answers()),
        absent.isEmpty()
            ? new Sight.Taken<>(ears.stream().map(each -> each.hearing(time)).toList())
            : new Sight.Missed<>("there is no interface " + String.join(", ", absent)),
        new Sight.Taken<>(syncEars.stream().flatMap(each -> each.heard().stream()).toList()));
  }

  private List<ArpAnswers> answers() {
    List<ArpAnswers> found = new ArrayList<>();
    probes.forEach(
        (link, probe) ->
            probe
                .answers()
                .forEach((address, macs) -> found.add(new ArpAnswers(address, link, macs))));
    return found;
  }

  private void open() {
    List<InetAddress> asked = task.ipv4();
    List<InetAddress> peers = task.peers().filter(Inet4Address.class::isInstance).toList();
    Set<InetAddress> all = new LinkedHashSet<>(asked);
    // Who is behind an Ethernet address: real servers are asked for by their own addresses too.
    task.realServers().stream().filter(Inet4Address.class::isInstance).forEach(all::add);
    all.addAll(peers);
    if (!asked.isEmpty()) {
      links(asked).forEach(link -> probe(link, all));
    }
    // A link between directors alone, where nobody has a virtual address.
    able()
        .filter(link -> !probes.containsKey(link.name()))
        .filter(link -> peers.stream().anyMatch(link::isNeighbourOf))
        .forEach(link -> probe(link, peers));
    Set<InetAddress> own = RouterEar.addresses(interfaces);
    task.sync()
        .flatMap(sync -> named(sync.sender().multicastInterface()))
        .filter(Interface::up)
        .ifPresent(
            link ->
                syncEars.add(
                    SyncEar.open(loop, link, own, task.sync().orElseThrow().sender().portUsed())));
    for (RouterSetup router : task.routers()) {
      Optional<Interface> link = named(router.interfaceName());
      if (link.isPresent()) {
        ears.add(RouterEar.open(loop, router, links(router, link.get()), own));
      } else {
        absent.add(router.interfaceName() + " of " + router.name());
      }
    }
  }

  /**
   * That of the virtual router, and those that lead to its peers: jkeepalived advertises to them by
   * the ways of the host, keepalived by the virtual router's own interface.
   */
  private List<Interface> links(RouterSetup router, Interface its) {
    Set<Interface> all = new LinkedHashSet<>(List.of(its));
    Task.peersOf(router)
        .flatMap(peer -> routes.flatMap(known -> known.to(peer)).stream())
        .flatMap(way -> way.step().stream())
        .flatMap(step -> named(step.interfaceName()).stream())
        .filter(link -> link.up() && isEthernet(link))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private Optional<Interface> named(String name) {
    return interfaces.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Those of the addresses' own networks, or all where there is none. */
  private List<Interface> links(List<InetAddress> asked) {
    List<Interface> near =
        able().filter(each -> asked.stream().anyMatch(each::isNeighbourOf)).toList();
    return near.isEmpty() ? able().toList() : near;
  }

  private Stream<Interface> able() {
    return interfaces.stream()
        .filter(each -> each.up() && each.answersArp() && isEthernet(each))
        .filter(each -> !each.addresses().isEmpty());
  }

  private void probe(Interface link, Collection<InetAddress> addresses) {
    EthernetLink wire = new EthernetLink(link.name(), link.index(), link.mac());
    probes.put(link.name(), ArpProbe.start(loop, wire, addresses));
  }

  private static boolean isEthernet(Interface link) {
    return link.mac().length() == "00:00:00:00:00:00".length();
  }

  private Duration time() {
    Duration longest = ARP;
    for (RouterSetup router : task.routers()) {
      Duration needed =
          Duration.ofNanos(ADVERTISEMENTS * router.config().interval().nanos()).plus(SLACK);
      longest = needed.compareTo(longest) > 0 && !ears.isEmpty() ? needed : longest;
    }
    return longest;
  }

  @Override
  public void close() {
    probes.values().forEach(ArpProbe::close);
    ears.forEach(RouterEar::close);
    syncEars.forEach(SyncEar::close);
  }
}
