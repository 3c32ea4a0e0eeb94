// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.doctor.filter.PacketFilters;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was seen of a host.
 *
 * @param task what it should be
 * @param interfaces its interfaces, in the order of their numbers
 * @param parameters its kernel parameters
 * @param answers who answers for virtual addresses and for real servers
 * @param neighbours addresses on the links by Ethernet address, as far as they are known
 * @param hearings what was heard for each virtual router
 * @param kernel what its kernel has
 * @param listeners the sockets that take what comes for a port
 * @param filters its packet filters, before and after the listening
 * @param directAnswers what real servers answered that get packets with the virtual address in them
 * @param routes its ways to real servers behind tunnels and to other directors
 * @param balancer what its IPVS has
 * @param syncMessages what the synchronisation daemons of other directors sent
 * @param managed interfaces that a network manager configures
 * @param clockStep by how much the clock moved otherwise than time went by while this was looked
 *     at; negative where it went back
 */
public record Seen(
    Task task,
    List<Interface> interfaces,
    Parameters parameters,
    Kernel kernel,
    Sight<List<Listener>> listeners,
    Sight<List<ArpAnswers>> answers,
    Map<String, InetAddress> neighbours,
    Sight<List<Hearing>> hearings,
    Sight<PacketFilters> filters,
    Sight<List<DirectAnswer>> directAnswers,
    Sight<Routes> routes,
    Sight<Balancer> balancer,
    Sight<List<SyncMessage>> syncMessages,
    List<ManagedInterface> managed,
    Duration clockStep) {
  public Seen {
    managed = List.copyOf(managed);
    interfaces = List.copyOf(interfaces);
    neighbours = Map.copyOf(neighbours);
  }

  /** The interface that has an address, where one has. */
  public Optional<Interface> holder(InetAddress address) {
    return interfaces.stream().filter(each -> each.holding(address).isPresent()).findFirst();
  }

  /** The interface of this name, where there is one. */
  public Optional<Interface> named(String name) {
    return interfaces.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Interfaces that are up and on which neighbours may ask this host for addresses. */
  public List<Interface> links() {
    return interfaces.stream().filter(each -> each.up() && each.answersArp()).toList();
  }
}
