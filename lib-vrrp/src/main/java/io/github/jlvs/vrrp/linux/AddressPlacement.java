// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.linux.HostNetwork.Entry;
import io.github.jlvs.vrrp.linux.HostNetwork.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the addresses of masters on the host's interfaces and takes them away.
 *
 * <p>It knows which router holds which address. One that several hold goes with the last of them,
 * so an address that passes from one to another in a reload stays where it is. An address is
 * removed by the interface it was put on, whatever has become of that interface's name.
 *
 * <p>What was there before is adopted, as left behind by an earlier life, and is removed in the
 * end. The exception is the owner of an address (priority 255, RFC 3768 section 6.4.1): an address
 * that it finds and that {@linkplain HostNetwork#looksLikeTheHostsOwn looks like the host's own} is
 * the host's, and stays whatever becomes of the virtual router.
 */
final class AddressPlacement {
  private final HostNetwork network;
  private final Reporter reporter;
  private final Map<Entry, Held> held = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  private final Set<Entry> planned = new HashSet<>();
  private final Set<Entry> plannedByOwners = new HashSet<>();

  private static final class Held {
    private final VirtualAddress address;
    private final IfAddress entry;
    private final Set<String> routers = new HashSet<>();

    Held(VirtualAddress address, IfAddress entry) {
      this.address = address;
      this.entry = entry;
    }
  }

  AddressPlacement(HostNetwork network, Reporter reporter) {
    this.network = network;
    this.reporter = reporter;
  }

  /** Takes the setups of all routers, by which it tells the host's own addresses from others. */
  void plan(Collection<RouterSetup> setups) {
    planned.clear();
    plannedByOwners.clear();
    for (RouterSetup setup : setups) {
      for (VirtualAddress address : setup.allAddresses()) {
        Optional<IfAddress> entry = entry(setup, address);
        if (entry.isPresent()) {
          planned.add(Entry.of(entry.get()));
          if (setup.config().owner()) {
            plannedByOwners.add(Entry.of(entry.get()));
          }
        }
      }
    }
  }

  /** Whether the address comes and goes with a virtual router. */
  boolean isVirtual(IfAddress address) {
    Entry entry = Entry.of(address);
    if (held.containsKey(entry)) {
      return true;
    }
    return planned.contains(entry)
        && !(plannedByOwners.contains(entry) && network.looksLikeTheHostsOwn(address));
  }

  /** Whether a setup wants it just there. */
  boolean isPlanned(IfAddress address) {
    return planned.contains(Entry.of(address));
  }

  boolean isHeld(IfAddress address) {
    return held.containsKey(Entry.of(address));
  }

  /** Whether the address is where it should be. */
  boolean isInPlace(RouterSetup setup, VirtualAddress address) {
    return entry(setup, address).flatMap(network::find).isPresent();
  }

  /** Whether there is an interface for it. */
  boolean hasInterface(RouterSetup setup, VirtualAddress address) {
    return network.link(setup.deviceOf(address)).isPresent();
  }

  /** Puts addresses of a router in place, and tells what fails. */
  void place(RouterSetup setup, Collection<VirtualAddress> addresses) {
    for (VirtualAddress address : addresses) {
      Optional<IfAddress> entry = entry(setup, address);
      if (entry.isEmpty()) {
        String why = "there is no interface " + setup.deviceOf(address);
        failed(setup, address, true, why, Optional.empty());
        continue;
      }
      boolean hosts = isHostsOwn(setup, entry.get());
      Outcome outcome = network.add(entry.get());
      if (outcome instanceof Outcome.Refused refused) {
        failed(setup, address, true, refused.cause());
        continue;
      }
      failures.remove(key(setup, address, true));
      if (!(hosts && outcome instanceof Outcome.AlreadySo)) {
        hold(setup, address, entry.get());
      }
    }
  }

  /** Takes away what a router holds, and what an earlier life left behind. */
  void release(RouterSetup setup) {
    releaseAllBut(setup, List.of());
    for (VirtualAddress address : setup.allAddresses()) {
      Optional<IfAddress> present = entry(setup, address).flatMap(network::find);
      if (present.isPresent() && !isHeld(present.get()) && !isHostsOwn(setup, present.get())) {
        remove(setup, address, present.get());
      }
    }
    failures.keySet().removeIf(key -> key.startsWith(setup.name() + " add "));
  }

  /**
   * Takes away what a router holds and its next setup does not want: nothing of what it wants just
   * so.
   */
  void releaseUnwanted(RouterSetup before, RouterSetup after) {
    List<IfAddress> wanted = new ArrayList<>();
    for (VirtualAddress address : after.allAddresses()) {
      entry(after, address).ifPresent(wanted::add);
    }
    releaseAllBut(before, wanted);
  }

  /**
   * Has a master hold along what its next setup wants and others hold now: it will not be removed
   * when they give it up.
   */
  void share(RouterSetup after) {
    for (VirtualAddress address : after.allAddresses()) {
      Optional<IfAddress> entry = entry(after, address);
      Held known = entry.isPresent() ? held.get(Entry.of(entry.get())) : null;
      if (known != null && known.entry.equals(entry.orElseThrow())) {
        known.routers.add(after.name());
      }
    }
  }

  private void hold(RouterSetup setup, VirtualAddress address, IfAddress entry) {
    held.computeIfAbsent(Entry.of(entry), absent -> new Held(address, entry))
        .routers
        .add(setup.name());
  }

  private void releaseAllBut(RouterSetup setup, List<IfAddress> wanted) {
    for (Held each : List.copyOf(held.values())) {
      if (!wanted.contains(each.entry)
          && each.routers.remove(setup.name())
          && each.routers.isEmpty()) {
        held.remove(Entry.of(each.entry));
        remove(setup, each.address, each.entry);
      }
    }
  }

  private void remove(RouterSetup setup, VirtualAddress address, IfAddress entry) {
    if (network.remove(entry) instanceof Outcome.Refused refused) {
      failed(setup, address, false, refused.cause());
    } else {
      failures.remove(key(setup, address, false));
    }
  }

  private boolean isHostsOwn(RouterSetup setup, IfAddress address) {
    return setup.config().owner()
        && !isHeld(address)
        && network.find(address).filter(network::looksLikeTheHostsOwn).isPresent();
  }

  private Optional<IfAddress> entry(RouterSetup setup, VirtualAddress address) {
    Optional<Link> link = network.link(setup.deviceOf(address));
    return link.isPresent() ? Optional.of(address.on(link.get().index())) : Optional.empty();
  }

  private void failed(
      RouterSetup setup, VirtualAddress address, boolean adding, LinuxException cause) {
    failed(setup, address, adding, String.valueOf(cause.getMessage()), Optional.of(cause));
  }

  /** Tells a failure, once until it is another one or over. */
  private void failed(
      RouterSetup setup,
      VirtualAddress address,
      boolean adding,
      String why,
      Optional<LinuxException> cause) {
    if (!Objects.equals(failures.put(key(setup, address, adding), why), why)) {
      reporter.tell(new RunnerEvent.AddressFailed(setup.name(), address, adding, why, cause));
    }
  }

  private static String key(RouterSetup setup, VirtualAddress address, boolean adding) {
    return setup.name() + (adding ? " add " : " remove ") + address;
  }
}
