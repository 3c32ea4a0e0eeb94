// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;

/** What a received advertisement decides (RFC 3768 sections 6.4.2 and 6.4.3). */
final class Elections {
  private final Transitions router;
  private InetAddress primary;
  private long answersFrom = Long.MIN_VALUE;

  Elections(Transitions router, InetAddress primary) {
    this.router = router;
    this.primary = primary;
  }

  InetAddress primaryAddress() {
    return primary;
  }

  void primaryAddress(InetAddress changed) {
    primary = changed;
  }

  /** After a reload the interval may be another, and with it the ration. */
  void renewRation() {
    answersFrom = Long.MIN_VALUE;
  }

  void received(Input.AdvertisementReceived received, List<Action> out) {
    Advertisement advertisement = received.advertisement();
    InetAddress source = received.source();
    int theirs = advertisement.priority();
    if (router.config().hearsNobody()) {
      // RFC 3768, RFC 5798 and RFC 9568, section 7.1: a receiver "MUST verify that ... the local
      // router is not the IP address owner (Priority equals 255)", and discard the packet if it is.
      refused(source, new Rejection.HeardByOwner(theirs), out);
      return;
    }
    if (source.equals(primary) && !fromAnother(theirs, source, out)) {
      return;
    }
    router.counters.received(theirs);
    received.difference().ifPresent(difference -> noticed(source, difference, out));
    if (router.state() == State.BACKUP) {
      receivedInBackup(advertisement, source, out);
    } else if (router.state() == State.MASTER) {
      receivedAsMaster(advertisement, source, out);
    }
  }

  private void refused(InetAddress source, Rejection rejection, List<Action> out) {
    router.counters.refused(rejection);
    out.add(new Event.PacketRefused(source, rejection));
  }

  private void noticed(InetAddress source, Rejection difference, List<Action> out) {
    router.counters.noticed(difference);
    out.add(new Event.DifferenceNoticed(source, difference));
  }

  /**
   * What comes from this router's own address is an echo of its own at best. That it can only be
   * while it is master, and with the priority that it sends; otherwise another router has the same
   * address, and counts like any other.
   */
  private boolean fromAnother(int theirs, InetAddress source, List<Action> out) {
    if (router.state() == State.MASTER && theirs == router.priority()) {
      refused(source, new Rejection.OwnAddress(source), out);
      return false;
    }
    if (router.state() == State.BACKUP || router.state() == State.MASTER) {
      out.add(new Event.AddressInUseElsewhere(source, theirs, router.priority()));
    }
    return true;
  }

  /** RFC 3768 and RFC 9568, section 6.4.2: an advertisement is received. */
  private void receivedInBackup(Advertisement advertisement, InetAddress source, List<Action> out) {
    int theirs = advertisement.priority();
    if (theirs == Advertisement.PRIORITY_STOP) {
      router.followNobody();
      out.add(new Event.PriorityZeroReceived(source, router.state()));
    } else if (theirs >= router.priority()) {
      // "... or the priority is greater than or equal to the local one: reset the timer."
      router.preemptDelay.stop(out);
      router.follow(source, advertisement, out);
    } else if (!router.preempts()) {
      // "If Preempt_Mode is False ...: reset the Master_Down_Timer to Master_Down_Interval."
      router.follow(source, advertisement, out);
    } else if (router.preemptDelay.holds(router.now(), router.config(), router.masterDown, out)) {
      router.followForNow(source, advertisement, out);
    } else {
      // "Discard the ADVERTISEMENT": the timer runs on.
      out.add(new Event.LowerPriorityDiscarded(source, theirs, router.priority()));
    }
  }

  /** RFC 3768 and RFC 9568, section 6.4.3: an advertisement is received. */
  private void receivedAsMaster(Advertisement advertisement, InetAddress source, List<Action> out) {
    int theirs = advertisement.priority();
    int ours = router.priority();
    if (theirs == Advertisement.PRIORITY_STOP) {
      // "Send an ADVERTISEMENT, reset the Adver_Timer."
      out.add(new Event.PriorityZeroReceived(source, router.state()));
      if (mayAnswer()) {
        router.advertise(out);
      } else {
        answerLater();
      }
    } else if (theirs > ours) {
      yieldTo(
          source, advertisement, Event.Election.THEIRS_BY_PRIORITY, Reason.HIGHER_PRIORITY, out);
    } else if (theirs == ours && IpAddresses.compare(source, primary) > 0) {
      yieldTo(source, advertisement, Event.Election.THEIRS_BY_ADDRESS, Reason.HIGHER_ADDRESS, out);
    } else {
      // RFC 3768: "Discard"; keepalived answers at once, so that the other steps down, and repeats
      // its gratuitous ARP, which the other's may have undone. RFC 9568 answers too.
      Event.Election election =
          theirs < ours ? Event.Election.OURS_BY_PRIORITY : Event.Election.OURS_BY_ADDRESS;
      out.add(new Event.AnotherMaster(source, theirs, ours, election));
      if (mayAnswer()) {
        if (router.config().answerLowerPriority()) {
          router.send(ours, out);
        }
        router.arp.heardLowerPriority(router.now(), out);
      }
    }
  }

  /** "Cancel Adver_Timer, set Master_Down_Timer to Master_Down_Interval, transition to Backup." */
  private void yieldTo(
      InetAddress source,
      Advertisement theirs,
      Event.Election election,
      Reason reason,
      List<Action> out) {
    out.add(new Event.AnotherMaster(source, theirs.priority(), router.priority(), election));
    if (router.config().advertiseBeforeYielding()) {
      router.send(router.priority(), out);
    }
    out.add(new Action.RemoveAddresses());
    router.becomeBackup(reason, out);
    router.follow(source, theirs, out);
  }

  /**
   * Every backup that heard priority 0 waits for the skew time alone, so this one answer must not
   * be lost: it is due when the next may be given, and takes its place.
   */
  private void answerLater() {
    if (router.advertisementDue() > answersFrom) {
      router.advertiseAt(answersFrom);
      answersFrom += router.interval() / 4;
    }
  }

  /**
   * One answer in a quarter of an interval is enough for any number of other masters, and a flood
   * of forged packets must not be turned into one of ours.
   */
  private boolean mayAnswer() {
    if (router.now() < answersFrom) {
      return false;
    }
    answersFrom = router.now() + router.interval() / 4;
    return true;
  }
}
