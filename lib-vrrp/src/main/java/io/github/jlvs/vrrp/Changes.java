// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;

/** What happens to a virtual router at run time that the RFC does not know. */
final class Changes {
  private static final int LOWEST = 1;
  private static final int HIGHEST = Advertisement.PRIORITY_OWNER - 1;

  private final Transitions own;

  Changes(Transitions own) {
    this.own = own;
  }

  void priority(int wanted, List<Action> out) {
    if (own.config().owner()) {
      return;
    }
    int before = own.priority();
    own.setPriority(effective(wanted));
    if (own.priority() != before) {
      own.masterDown.adjust(own.now(), own.config(), own.priority());
      out.add(new Event.EffectivePriorityChanged(before, own.priority()));
    }
  }

  void addressLost(Input.AddressLost lost, List<Action> out) {
    if (own.state() != State.MASTER) {
      return;
    }
    // keepalived goes to backup instead and lets the election run again; nobody gains by that.
    out.add(new Action.RestoreAddress(lost.address()));
  }

  void addressRestored(Input.AddressRestored restored, List<Action> out) {
    if (own.state() != State.MASTER) {
      return;
    }
    if (own.arp.roundsOfOneAddress() > 0) {
      out.add(new Action.AnnounceAddress(restored.address(), own.arp.roundsOfOneAddress()));
    }
    out.add(new Event.AddressRestored(restored.address()));
  }

  void enterFault(Reason reason, List<Action> out) {
    if (own.state() == State.MASTER || own.state() == State.BACKUP) {
      own.stopAs(State.FAULT, reason, out);
    }
  }

  void leaveFault(Reason reason, List<Action> out) {
    if (own.state() == State.FAULT && !own.faulty()) {
      own.becomeMasterOrBackup(reason, out);
    }
  }

  void configuration(VirtualRouterConfig changed, List<Action> out) {
    VirtualRouterConfig before = own.config();
    if (changed.vrid() != before.vrid()) {
      throw new IllegalArgumentException(
          "VRID "
              + before.vrid()
              + " cannot become "
              + changed.vrid()
              + ": shut this virtual router down and start another one");
    }
    if (changed.equals(before)) {
      return;
    }
    own.configure(changed);
    int effective = changed.priority();
    if (!changed.owner() && !before.owner()) {
      // Keep what weights have added; the next PriorityChanged tells it anew.
      effective = effective(effective + own.priority() - before.priority());
    }
    if (effective != own.priority()) {
      out.add(new Event.EffectivePriorityChanged(own.priority(), effective));
    }
    own.setPriority(effective);
    own.masterDown.adjust(own.now(), changed, own.priority());
    own.arp.reschedule(changed.gratuitousArp(), own.state() == State.MASTER, own.now());
    if (own.state() == State.MASTER) {
      own.advertise(out);
      if (!changed.addresses().equals(before.addresses())
          || own.accepts() != Transitions.accepts(before)) {
        out.add(new Action.AddAddresses(own.accepts()));
        own.arp.announce(own.now(), out);
      }
    }
  }

  private static int effective(int wanted) {
    return Math.max(LOWEST, Math.min(HIGHEST, wanted));
  }
}
