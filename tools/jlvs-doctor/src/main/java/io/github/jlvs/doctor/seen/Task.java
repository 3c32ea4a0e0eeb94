// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this host should be.
 *
 * @param role what it is among the machines of the service
 * @param file the configuration that says so; empty where there is none
 * @param virtualAddresses those that clients connect to
 * @param routers its virtual routers; none on a real server
 * @param virtualServers those that are balanced
 */
public record Task(
    Role role,
    Optional<String> file,
    Set<InetAddress> virtualAddresses,
    List<RouterSetup> routers,
    List<VirtualServerSetup> virtualServers) {
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
    virtualServers = List.copyOf(virtualServers);
  }

  /** A director with this configuration. */
  public static Task director(String file, Configuration configuration) {
    return new Task(
        Role.DIRECTOR,
        Optional.of(file),
        addresses(configuration),
        configuration.routerSetups(),
        configuration.virtualServers());
  }

  /** A real server of directors with this configuration, or of those that are named. */
  public static Task realServer(
      Optional<String> file, Optional<Configuration> directors, List<InetAddress> named) {
    Set<InetAddress> addresses = new LinkedHashSet<>(named);
    if (named.isEmpty()) {
      directors.ifPresent(
          each ->
              addresses.addAll(services(each.virtualServers().stream().filter(Task::unchanged))));
    }
    return new Task(
        Role.REAL_SERVER,
        file,
        addresses,
        List.of(),
        directors.map(Configuration::virtualServers).orElse(List.of()));
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

  /** The virtual routers over IPv4. */
  public List<RouterSetup> routersOfIpv4() {
    return routers.stream()
        .filter(
            router -> router.config().addresses().stream().anyMatch(Inet4Address.class::isInstance))
        .toList();
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

  /** The real servers, each once. */
  public List<InetAddress> realServers() {
    List<InetAddress> found = new ArrayList<>();
    for (VirtualServerSetup server : virtualServers) {
      Stream<InetAddress> each =
          server.checks().realServers().stream()
              .map(real -> server.destination(real, 1, 0).id().address());
      each.filter(address -> !found.contains(address)).forEach(found::add);
    }
    return found;
  }
}
