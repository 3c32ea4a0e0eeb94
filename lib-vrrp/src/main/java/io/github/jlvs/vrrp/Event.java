// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;

/**
 * Something worth knowing that needs nothing done. A flood of packets makes a flood of these: who
 * logs them counts per kind and peer.
 */
public sealed interface Event extends Action {

  /**
   * A packet was refused; {@link Rejection#mismatch()} tells whether two routers are set up
   * differently and will both become master.
   *
   * @param peer the sender
   * @param rejection the field, mine and theirs
   */
  record PacketRefused(InetAddress peer, Rejection rejection) implements Event {}

  /**
   * A packet counts, and yet has something other than this router has it: in VRRPv3 another list of
   * addresses (RFC 9568 section 7.1: to be logged), or a checksum of the other kind, which a router
   * that is strict about its own would refuse.
   *
   * @param peer the sender
   * @param difference the field, mine and theirs
   */
  record DifferenceNoticed(InetAddress peer, Rejection difference) implements Event {}

  /**
   * The master that this router follows has another advertisement interval than was known: from now
   * on it is waited for by that (RFC 9568 section 6.4.2).
   *
   * @param peer the master
   * @param from the interval known before
   * @param to the master's
   */
  record MasterIntervalChanged(
      InetAddress peer, AdvertisementInterval from, AdvertisementInterval to) implements Event {}

  /** Which of two masters stays. */
  enum Election {
    /** The other has the higher priority: this router yields. */
    THEIRS_BY_PRIORITY,
    /** Priorities are equal and the other has the higher address: this router yields. */
    THEIRS_BY_ADDRESS,
    /** This router has the higher priority and stays. */
    OURS_BY_PRIORITY,
    /** Priorities are equal and this router has the higher address: it stays. */
    OURS_BY_ADDRESS
  }

  /**
   * While master, another master was heard (RFC 3768 section 6.4.3).
   *
   * @param peer the other
   * @param theirPriority its priority, 1 to 255
   * @param ourPriority this router's, 1 to 255
   * @param election which of the two stays
   */
  record AnotherMaster(InetAddress peer, int theirPriority, int ourPriority, Election election)
      implements Event {}

  /**
   * In backup, an advertisement of lower priority was discarded: the master down timer runs on, and
   * this router will take over when it expires (RFC 3768 section 6.4.2).
   *
   * @param peer the sender
   * @param theirPriority its priority, 1 to 254
   * @param ourPriority this router's
   */
  record LowerPriorityDiscarded(InetAddress peer, int theirPriority, int ourPriority)
      implements Event {}

  /**
   * The master said that it stops: priority 0.
   *
   * @param peer the sender
   * @param state this router's state; as master it answers with an advertisement
   */
  record PriorityZeroReceived(InetAddress peer, State state) implements Event {}

  /**
   * The effective priority changed.
   *
   * @param from before, 1 to 254
   * @param to now, 1 to 254
   */
  record EffectivePriorityChanged(int from, int to) implements Event {}

  /**
   * A master of lower priority was heard; it will be left in place until the delay is over.
   *
   * @param nanos the delay in nanoseconds
   */
  record PreemptDelayStarted(long nanos) implements Event {}

  /** A master of at least this router's priority was heard while the delay ran: it is cancelled. */
  record PreemptDelayStopped() implements Event {}

  /**
   * An address that another process removed is in place again.
   *
   * @param address which
   */
  record AddressRestored(InetAddress address) implements Event {}

  /** The timers of RFC 3768 section 6.2. */
  enum ProtocolTimer {
    /** Adver_Timer: a master's next advertisement. */
    ADVERTISEMENT,
    /** Master_Down_Timer: a backup takes over. */
    MASTER_DOWN
  }

  /**
   * This router was not run when it should have been: the first thing that it was given after a
   * deadline came more than an advertisement interval later. It is told after what was done about
   * it, once for each deadline, so that two of one router are more than an interval apart. A member
   * that its sync group takes along to another state does not say it too.
   *
   * @param timer whose deadline it was
   * @param nanos how late, in nanoseconds; more than the advertisement interval
   */
  record Late(ProtocolTimer timer, long nanos) implements Event {}

  /**
   * The master down timer was looked at so late that the master may have spoken unheard; one more
   * interval is listened before this router takes over.
   *
   * @param lateNanos how late, in nanoseconds
   */
  record ListeningAfterStall(long lateNanos) implements Event {}

  /**
   * A master advertised so late that another may have been master meanwhile, unheard: it announces
   * its addresses once more.
   *
   * @param lateNanos how late, in nanoseconds
   */
  record AnnouncingAfterStall(long lateNanos) implements Event {}

  /**
   * Another router sends from this router's own address: a copied configuration, a cloned machine.
   * Its advertisement counts as any other's; but two that become master of equal priority cannot
   * tell which of them has to yield. See {@link Rejection.OwnAddress} for what may be an echo.
   *
   * @param address the address that both have
   * @param theirPriority the priority in it, 0 to 255
   * @param ourPriority this router's, 1 to 255
   */
  record AddressInUseElsewhere(InetAddress address, int theirPriority, int ourPriority)
      implements Event {}

  /** The master down timer expired, and the other members of the sync group still hear theirs. */
  record WaitingForSyncGroup() implements Event {}
}
