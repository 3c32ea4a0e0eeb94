// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
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
 * Puts the addresses of masters, and those of the host, on its interfaces and takes them away.
 *
 * <p>It knows which router holds which address; the host is one holder more. One that several hold
 * goes with the last of them, so an address that passes from one to another in a reload stays where
 * it is. An address is removed by the interface it was put on, whatever has become of that
 * interface's name.
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

  /** Those of the host: they stay when masters go, and may be sent from. */
  private final Set<Entry> lasting = new HashSet<>();

  private static final class Held {
    private final VirtualAddress address;
    private final IfAddress entry;
    private final Set<Optional<String>> holders = new HashSet<>();

    Held(VirtualAddress address, IfAddress entry) {
      this.address = address;
      this.entry = entry;
    }
  }

  AddressPlacement(HostNetwork network, Reporter reporter) {
    this.network = network;
    this.reporter = reporter;
  }

  /**
   * Takes those of all routers and of the host, by which it tells lasting addresses from others.
   */
  void plan(Collection<Belongings> all) {
    planned.clear();
    plannedByOwners.clear();
    lasting.clear();
    for (Belongings its : all) {
      for (VirtualAddress address : its.addresses()) {
        Optional<IfAddress> entry = entry(its, address);
        if (entry.isPresent()) {
          (its.router().isPresent() ? planned : lasting).add(Entry.of(entry.get()));
          if (its.owner()) {
            plannedByOwners.add(Entry.of(entry.get()));
          }
        }
      }
    }
  }

  /** Whether the address comes and goes with a virtual router. */
  boolean isVirtual(IfAddress address) {
    Entry entry = Entry.of(address);
    if (lasting.contains(entry)) {
      return false;
    }
    if (held.containsKey(entry)) {
      return true;
    }
    return planned.contains(entry)
        && !(plannedByOwners.contains(entry) && network.looksLikeTheHostsOwn(address));
  }

  /** Whether a router or the host wants it just there. */
  boolean isPlanned(IfAddress address) {
    return planned.contains(Entry.of(address)) || lasting.contains(Entry.of(address));
  }

  boolean isHeld(IfAddress address) {
    return held.containsKey(Entry.of(address));
  }

  /** Whether they hold the address just where they want it. */
  boolean isHeldBy(Belongings its, VirtualAddress address) {
    Optional<IfAddress> entry = entry(its, address);
    Held known = entry.isPresent() ? held.get(Entry.of(entry.get())) : null;
    return known != null && known.holders.contains(its.router());
  }

  /** Whether the address is where it should be. */
  boolean isInPlace(Belongings its, VirtualAddress address) {
    return entry(its, address).flatMap(network::find).filter(IfAddress::isUsable).isPresent();
  }

  /** Whether there is an interface for it. */
  boolean hasInterface(Belongings its, VirtualAddress address) {
    return network.link(its.deviceOf(address)).isPresent();
  }

  /** Puts addresses of a router in place, and tells what fails. */
  void place(Belongings its, Collection<VirtualAddress> addresses) {
    for (VirtualAddress address : addresses) {
      Optional<IfAddress> entry = entry(its, address);
      if (entry.isEmpty()) {
        String why = "there is no interface " + its.deviceOf(address);
        failed(its, address, true, why, Optional.empty());
        continue;
      }
      Optional<IfAddress> present = network.find(entry.get());
      boolean duplicate = present.filter(IfAddress::isDuplicate).isPresent();
      if (!duplicate
          && present.filter(each -> !each.isUsable()).isPresent()
          && isHeld(entry.get())) {
        // The kernel still looks for it on the link, and tells how that ends.
        hold(its, address, entry.get());
        continue;
      }
      if (duplicate) {
        String why =
            "another host on the link of "
                + its.deviceOf(address)
                + " has it (duplicate address detection): take it away there; tried again";
        failed(its, address, true, why, Optional.empty());
        // The kernel looks for others once more when it is added anew.
        Outcome unused = network.remove(entry.get());
      }
      boolean hosts = isHostsOwn(its, entry.get());
      Outcome outcome = network.add(entry.get());
      if (outcome instanceof Outcome.Refused refused) {
        failed(its, address, true, refused.cause());
        continue;
      }
      if (!(hosts && outcome instanceof Outcome.AlreadySo)) {
        hold(its, address, entry.get());
      }
      if (isInPlace(its, address)) {
        settled(its, address);
      }
    }
  }

  /** It is in place: tells so, if it was told that it could not be. */
  void settled(Belongings its, VirtualAddress address) {
    if (!failures.isEmpty() && failures.remove(key(its, address, true)) != null) {
      reporter.tell(new RunnerEvent.AddressRecovered(its.router(), address, its.deviceOf(address)));
    }
  }

  /** Takes away what a router holds, and what an earlier life left behind. */
  void release(Belongings its) {
    releaseAllBut(its, List.of());
    for (VirtualAddress address : its.addresses()) {
      Optional<IfAddress> present = entry(its, address).flatMap(network::find);
      if (present.isPresent() && !isHeld(present.get()) && !isHostsOwn(its, present.get())) {
        remove(its, address, present.get());
      }
    }
    failures.keySet().removeIf(key -> key.startsWith(its.key() + " add "));
  }

  /**
   * Takes away what a router holds and its next setup does not want: nothing of what it wants just
   * so.
   */
  void releaseUnwanted(Belongings before, Belongings after) {
    List<IfAddress> wanted = new ArrayList<>();
    for (VirtualAddress address : after.addresses()) {
      entry(after, address).ifPresent(wanted::add);
    }
    releaseAllBut(before, wanted);
  }

  /**
   * Has a master hold along what its next setup wants and others hold now: it will not be removed
   * when they give it up.
   */
  void share(Belongings after) {
    for (VirtualAddress address : after.addresses()) {
      Optional<IfAddress> entry = entry(after, address);
      Held known = entry.isPresent() ? held.get(Entry.of(entry.get())) : null;
      if (known != null && known.entry.equals(entry.orElseThrow())) {
        known.holders.add(after.router());
      }
    }
  }

  private void hold(Belongings its, VirtualAddress address, IfAddress entry) {
    held.computeIfAbsent(Entry.of(entry), absent -> new Held(address, entry))
        .holders
        .add(its.router());
  }

  private void releaseAllBut(Belongings its, List<IfAddress> wanted) {
    for (Held each : List.copyOf(held.values())) {
      if (!wanted.contains(each.entry)
          && each.holders.remove(its.router())
          && each.holders.isEmpty()) {
        held.remove(Entry.of(each.entry));
        remove(its, each.address, each.entry);
      }
    }
  }

  private void remove(Belongings its, VirtualAddress address, IfAddress entry) {
    if (network.remove(entry) instanceof Outcome.Refused refused) {
      failed(its, address, false, refused.cause());
    } else {
      failures.remove(key(its, address, false));
    }
  }

  private boolean isHostsOwn(Belongings its, IfAddress address) {
    return its.owner()
        && !isHeld(address)
        && network.find(address).filter(network::looksLikeTheHostsOwn).isPresent();
  }

  private Optional<IfAddress> entry(Belongings its, VirtualAddress address) {
    Optional<Link> link = network.link(its.deviceOf(address));
    return link.isPresent() ? Optional.of(address.on(link.get().index())) : Optional.empty();
  }

  private void failed(
      Belongings its, VirtualAddress address, boolean adding, LinuxException cause) {
    boolean ipv6Off = adding && !address.isIpv4() && cause.errno().equals(Errno.EACCES);
    String why = String.valueOf(cause.getMessage());
    if (ipv6Off) {
      String name = its.deviceOf(address);
      why =
          "IPv6 is off on %s: sysctl -w %s=0; tried again"
              .formatted(name, HostNetwork.ipv6Off(name).name());
    }
    failed(its, address, adding, why, Optional.of(cause));
  }

  /** Tells a failure, once until it is another one or over. */
  private void failed(
      Belongings its,
      VirtualAddress address,
      boolean adding,
      String why,
      Optional<LinuxException> cause) {
    if (!Objects.equals(failures.put(key(its, address, adding), why), why)) {
      reporter.tell(
          new RunnerEvent.AddressFailed(
              its.router(), address, its.deviceOf(address), adding, why, cause));
    }
  }

  private static String key(Belongings its, VirtualAddress address, boolean adding) {
    return its.key() + (adding ? " add " : " remove ") + address;
  }
}
