// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.ArrayList;
import java.util.List;

/** What happens when time is up (RFC 3768 sections 6.4.2 and 6.4.3). */
final class Expiry {
  private final Transitions router;

  Expiry(Transitions router) {
    this.router = router;
  }

  List<Action> tick() {
    if (router.state() == State.MASTER) {
      return tickAsMaster();
    }
    if (router.now() < router.masterDown.deadline()) {
      return List.of();
    }
    List<Action> out = new ArrayList<>();
    masterDownExpired(out);
    return out;
  }

  private List<Action> tickAsMaster() {
    boolean advertise = router.now() >= router.advertisementDue();
    if (advertise && router.stalled()) {
      List<Action> out = new ArrayList<>();
      router.advertise(out);
      router.arp.tick(router.now(), out);
      return out;
    }
    if (advertise) {
      // Section 6.4.3: the Adver_Timer fires.
      long next = router.advertisementDue() + router.interval();
      router.advertiseAt(next > router.now() ? next : router.now() + router.interval());
    }
    if (router.now() < router.arp.deadline()) {
      return advertise ? router.sendRegular() : List.of();
    }
    List<Action> out = new ArrayList<>();
    if (advertise) {
      router.send(router.priority(), out);
    }
    router.arp.tick(router.now(), out);
    return out;
  }

  /** RFC 3768 section 6.4.2: the Master_Down_Timer fires. */
  private void masterDownExpired(List<Action> out) {
    long late = router.now() - router.masterDown.deadline();
    if (late > Transitions.patience(router.mastersInterval())
        && router.masterDown.mayHaveGraceInterval()) {
      router.masterDown.graceInterval(router.now(), router.pace());
      out.add(new Event.ListeningAfterStall(late));
    } else if (router.claimMastership()) {
      router.becomeMaster(Reason.MASTER_DOWN, out);
    } else {
      router.waitForGroup();
      out.add(new Event.WaitingForSyncGroup());
    }
  }
}
