// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;

/** What happens to a virtual router at run time that the RFC does not know. */
final class Changes {
  private static final int LOWEST = 1;
  private static final int HIGHEST = Advertisement.PRIORITY_OWNER - 1;

  private final Transitions router;

  Changes(Transitions router) {
    this.router = router;
  }

  void priority(int wanted, List<Action> out) {
    if (router.config().owner()) {
      return;
    }
    int before = router.priority();
    router.setPriority(effective(wanted));
    if (router.priority() != before) {
      router.masterDown.adjust(router.now(), router.pace());
      out.add(new Event.EffectivePriorityChanged(before, router.priority()));
    }
  }

  /** As at a stop, but that it listens for who comes forward. */
  void resign(List<Action> out) {
    if (router.state() == State.MASTER) {
      router.stopAs(State.BACKUP, Reason.RESIGNED, out);
      router.waitAsBackup();
    }
  }

  void addressLost(Input.AddressLost lost, List<Action> out) {
    if (router.state() != State.MASTER) {
      return;
    }
    // keepalived goes to backup instead and lets the election run again, to no advantage.
    out.add(new Action.RestoreAddress(lost.address()));
  }

  void addressRestored(Input.AddressRestored restored, List<Action> out) {
    if (router.state() != State.MASTER) {
      return;
    }
    if (router.arp.roundsOfOneAddress() > 0) {
      out.add(new Action.AnnounceAddress(restored.address(), router.arp.roundsOfOneAddress()));
    }
    out.add(new Event.AddressRestored(restored.address()));
  }

  void enterFault(Reason reason, List<Action> out) {
    if (router.state() == State.MASTER || router.state() == State.BACKUP) {
      router.stopAs(State.FAULT, reason, out);
    }
  }

  void leaveFault(Reason reason, List<Action> out) {
    if (router.state() == State.FAULT && !router.faulty()) {
      router.becomeMasterOrBackup(reason, out);
    }
  }

  void configuration(VirtualRouterConfig changed, List<Action> out) {
    VirtualRouterConfig before = router.config();
    if (changed.vrid() != before.vrid()) {
      throw new IllegalArgumentException(
          "VRID "
              + before.vrid()
              + " cannot become "
              + changed.vrid()
              + ": shut this virtual router down and start another one");
    }
    if (!changed.protocol().isKindOf(before.protocol())) {
      throw new IllegalArgumentException(
          before.protocol()
              + " cannot become "
              + changed.protocol()
              + ": shut this virtual router down and start another one");
    }
    if (changed.equals(before)) {
      return;
    }
    router.configure(changed);
    int effective = changed.priority();
    if (!changed.owner() && !before.owner()) {
      // Keep what weights have added; the next PriorityChanged sets it.
      effective = effective(effective + router.priority() - before.priority());
    }
    if (effective != router.priority()) {
      out.add(new Event.EffectivePriorityChanged(router.priority(), effective));
    }
    router.setPriority(effective);
    router.masterDown.adjust(router.now(), router.pace());
    router.arp.reschedule(changed.gratuitousArp(), router.state() == State.MASTER, router.now());
    if (router.state() == State.MASTER) {
      router.advertise(out);
      if (!changed.addresses().equals(before.addresses())
          || router.accepts() != Transitions.accepts(before)) {
        out.add(new Action.AddAddresses(router.accepts()));
        router.arp.announce(router.now(), out);
      }
    }
  }

  private static int effective(int wanted) {
    return Math.max(LOWEST, Math.min(HIGHEST, wanted));
  }
}
