// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.SyncDaemonSetup;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this host should be.
 *
 * @param role what it is among the machines of the service
 * @param file the configuration that says so; empty where there is none
 * @param virtualAddresses those that clients connect to
 * @param routers its virtual routers; none on a real server
 * @param routerAddresses the addresses of the directors' virtual routers, those that are not
 *     advertised too
 * @param virtualServers those that are balanced
 * @param sync the synchronisation of connections, where it is wanted
 */
public record Task(
    Role role,
    Optional<String> file,
    Set<InetAddress> virtualAddresses,
    List<RouterSetup> routers,
    Set<InetAddress> routerAddresses,
    List<VirtualServerSetup> virtualServers,
    Optional<SyncDaemonSetup> sync) {
  /** What a host is. */
  public enum Role {
    /** Hands clients' packets to real servers. */
    DIRECTOR,
    /** Answers clients. */
    REAL_SERVER
  }

  public Task {
    virtualAddresses = new LinkedHashSet<>(virtualAddresses);
    routers = List.copyOf(routers);
    routerAddresses = Set.copyOf(routerAddresses);
    virtualServers = List.copyOf(virtualServers);
  }

  /** A director with this configuration. */
  public static Task director(String file, Configuration configuration) {
    return new Task(
        Role.DIRECTOR,
        Optional.of(file),
        addresses(configuration),
        configuration.routerSetups(),
        ofRouters(configuration),
        configuration.virtualServers(),
        configuration.global().lvs().syncDaemon());
  }

  /**
   * A real server of directors with this configuration. Of several pools those concern it that it
   * is in; all where it is in none, as its address may be translated on the way.
   *
   * @param named the virtual addresses that a person has named; without any they are those of the
   *     pools
   * @param own the addresses of this host
   */
  public static Task realServer(
      Optional<String> file,
      Optional<Configuration> directors,
      List<InetAddress> named,
      Set<InetAddress> own) {
    List<VirtualServerSetup> all = directors.map(Configuration::virtualServers).orElse(List.of());
    List<VirtualServerSetup> its = all.stream().filter(server -> hasHere(server, own)).toList();
    List<VirtualServerSetup> pools = its.isEmpty() ? all : its;
    return new Task(
        Role.REAL_SERVER,
        file,
        named.isEmpty()
            ? services(pools.stream().filter(Task::unchanged))
            : new LinkedHashSet<>(named),
        List.of(),
        directors.map(Task::ofRouters).orElse(Set.of()),
        pools,
        Optional.empty());
  }

  private static boolean hasHere(VirtualServerSetup server, Set<InetAddress> own) {
    return server.checks().realServers().stream()
        .anyMatch(real -> own.contains(real.address().address()));
  }

  private static Set<InetAddress> ofRouters(Configuration configuration) {
    return configuration.routerSetups().stream()
        .flatMap(router -> Stream.concat(router.addresses().stream(), router.excluded().stream()))
        .map(VirtualAddress::address)
        .collect(Collectors.toSet());
  }

  private static Set<InetAddress> addresses(Configuration configuration) {
    Set<InetAddress> found = services(configuration.virtualServers().stream());
    configuration.routerSetups().forEach(router -> found.addAll(router.config().addresses()));
    return found;
  }

  /** Whether packets reach a real server with the virtual address in them, so that it needs it. */
  private static boolean unchanged(VirtualServerSetup server) {
    return server.checks().realServers().stream()
        .anyMatch(real -> !server.forwarding(real).equals(Forwarding.MASQUERADE));
  }

  private static Set<InetAddress> services(Stream<VirtualServerSetup> servers) {
    return servers
        .flatMap(server -> server.services().stream())
        .map(service -> service.id())
        .filter(ServiceId.Address.class::isInstance)
        .map(id -> ((ServiceId.Address) id).address())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The virtual addresses of IPv4, which ARP is asked for. */
  public List<InetAddress> ipv4() {
    return virtualAddresses.stream().filter(Inet4Address.class::isInstance).toList();
  }

  /** The services whose packets come to this real server with the virtual address in them. */
  public List<ServiceId.Address> servicesHere() {
    return virtualServers.stream()
        .filter(Task::unchanged)
        .flatMap(server -> server.services().stream())
        .map(VirtualService::id)
        .filter(ServiceId.Address.class::isInstance)
        .map(ServiceId.Address.class::cast)
        .filter(id -> virtualAddresses.contains(id.address()))
        .toList();
  }

  /** What a person finds the configuration by. */
  public String source() {
    return file.orElse("the configuration");
  }

  /** The other directors, where virtual routers name them. */
  public Stream<InetAddress> peers() {
    return routers.stream().flatMap(Task::peersOf);
  }

  /** Whom a virtual router advertises to; nobody where that is a group. */
  public static Stream<InetAddress> peersOf(RouterSetup router) {
    return router.transport() instanceof Transport.Unicast unicast
        ? unicast.peers().stream().map(Transport.Peer::address)
        : Stream.empty();
  }

  /** The real servers, each once. */
  public List<InetAddress> realServers() {
    return realServers(forwarding -> true);
  }

  /** Those that are reached in some way, each once. */
  public List<InetAddress> realServers(Predicate<Forwarding> reached) {
    return virtualServers.stream()
        .flatMap(
            server ->
                server.checks().realServers().stream()
                    .filter(real -> reached.test(server.forwarding(real)))
                    .map(real -> server.destinationId(real, 0).address()))
        .distinct()
        .toList();
  }
}
