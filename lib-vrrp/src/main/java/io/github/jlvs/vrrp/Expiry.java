// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.ArrayList;
import java.util.List;

/** What happens when time is up (RFC 3768 sections 6.4.2 and 6.4.3). */
final class Expiry {
  private final Transitions own;

  Expiry(Transitions own) {
    this.own = own;
  }

  List<Action> tick() {
    if (own.state() == State.MASTER) {
      return tickAsMaster();
    }
    if (own.now() < own.masterDown.deadline()) {
      return List.of();
    }
    List<Action> out = new ArrayList<>();
    masterDownExpired(out);
    return out;
  }

  private List<Action> tickAsMaster() {
    boolean advertise = own.now() >= own.advertisementDue();
    if (advertise && own.stalled()) {
      List<Action> out = new ArrayList<>();
      own.advertise(out);
      own.arp.tick(own.now(), out);
      return out;
    }
    if (advertise) {
      // Section 6.4.3: the Adver_Timer fires.
      long next = own.advertisementDue() + own.interval();
      own.advertiseAt(next > own.now() ? next : own.now() + own.interval());
    }
    if (own.now() < own.arp.deadline()) {
      return advertise ? own.sendRegular() : List.of();
    }
    List<Action> out = new ArrayList<>();
    if (advertise) {
      own.send(own.priority(), out);
    }
    own.arp.tick(own.now(), out);
    return out;
  }

  /** RFC 3768 section 6.4.2: the Master_Down_Timer fires. */
  private void masterDownExpired(List<Action> out) {
    long late = own.now() - own.masterDown.deadline();
    if (late > own.interval() && own.masterDown.maySpareOneInterval()) {
      own.masterDown.spareOneInterval(own.now(), own.config(), own.priority());
      out.add(new Event.ListeningAfterStall(late));
    } else if (own.claimMastership()) {
      own.becomeMaster(Reason.MASTER_DOWN, out);
    } else {
      own.waitForGroup();
      out.add(new Event.WaitingForSyncGroup());
    }
  }
}
