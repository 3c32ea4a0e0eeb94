// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Timers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has the host have what it should have whoever is master. */
final class StaticPlacement {
  private final AddressPlacement placement;
  private final RoutePlacement routing;
  private final Reporter reporter;
  private final PutBack<VirtualAddress> putBack = new PutBack<>();

  /** Addresses that somebody else may remove: put back only while this names them. */
  private final Set<VirtualAddress> owed = new HashSet<>();

  private StaticSetup setup = StaticSetup.NONE;

  StaticPlacement(AddressPlacement placement, RoutePlacement routing, Reporter reporter) {
    this.placement = placement;
    this.routing = routing;
    this.reporter = reporter;
  }

  Belongings belongings() {
    return Belongings.of(setup);
  }

  /** Takes away what the next setup does not want, rules and routes first. */
  void giveUp(StaticSetup after) {
    if (!after.equals(setup)) {
      routing.releaseUnwanted(belongings(), Belongings.of(after));
      placement.releaseUnwanted(belongings(), Belongings.of(after));
    }
  }

  /** Takes the setup, and puts in place what is not there yet. */
  void adopt(StaticSetup after) {
    if (after.equals(setup)) {
      return;
    }
    setup = after;
    putBack.forgetAll();
    owed.clear();
    owed.addAll(setup.addresses());
    placement.place(belongings(), absent());
    routing.place(belongings());
  }

  /**
   * Puts back addresses that are gone.
   *
   * @param flapped interfaces that were down or away
   * @return when to look again, or {@link Timers#NEVER}
   */
  long restoreLostAddresses(Set<String> flapped, long now) {
    Belongings its = belongings();
    long next = Timers.NEVER;
    for (VirtualAddress address : its.addresses()) {
      boolean there = placement.isInPlace(its, address);
      if (flapped.contains(its.deviceOf(address))) {
        owed.add(address);
      }
      if (there) {
        owed.remove(address);
        placement.settled(its, address);
        continue;
      }
      if (!placement.hasInterface(its, address) || !(address.tracked() || owed.contains(address))) {
        continue;
      }
      if (putBack.tryNow(address, now)) {
        restore(its, address);
      }
      if (!placement.isInPlace(its, address)) {
        next = Math.min(next, putBack.nextTry(address, now));
      }
    }
    return next;
  }

  private void restore(Belongings its, VirtualAddress address) {
    placement.place(its, List.of(address));
    if (!placement.isInPlace(its, address)) {
      return;
    }
    // Routes from an address go with it, unseen.
    if (owed.remove(address)) {
      routing.doubtAll();
    } else {
      routing.suspectRemoval();
      reporter.tell(new RunnerEvent.EntryRestored(its.router(), "address " + address));
    }
  }

  /** Takes all away. */
  void release() {
    if (!setup.equals(StaticSetup.NONE)) {
      routing.release(belongings());
      placement.release(belongings());
      setup = StaticSetup.NONE;
    }
  }

  private List<VirtualAddress> absent() {
    Belongings its = belongings();
    return its.addresses().stream().filter(address -> !placement.isHeldBy(its, address)).toList();
  }
}
