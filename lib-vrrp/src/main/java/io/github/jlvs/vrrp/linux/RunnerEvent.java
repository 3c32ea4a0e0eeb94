// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** What a {@link VrrpRunner} tells its listener. */
public sealed interface RunnerEvent {

  /** What is told to. */
  @FunctionalInterface
  interface Listener {
    /**
     * Called on the runner's loop thread for each event, in their order. Must not block, and must
     * not call the runner back (post to the loop instead). An exception ends the loop, except while
     * the runner is being closed, when it is ignored.
     *
     * @param event what happened
     */
    void event(RunnerEvent event);
  }

  /**
   * A virtual router is in another state; advertisements, addresses and gratuitous ARP that belong
   * to the change have gone out before.
   *
   * @param router the instance's name
   * @param from the state before
   * @param to the state now
   * @param reason why
   * @param priority the effective priority, 1 to 255
   * @param master who is master now as far as known: this router's own address, or the one whose
   *     advertisement it follows
   */
  record StateChanged(
      String router,
      State from,
      State to,
      Reason reason,
      int priority,
      Optional<InetAddress> master)
      implements RunnerEvent {}

  /**
   * All members of a sync group have arrived in another state.
   *
   * @param group the group's name
   * @param from the state before
   * @param to the state now
   */
  record GroupChanged(String group, State from, State to) implements RunnerEvent {}

  /**
   * The state machine saw something. What comes again and again from one peer comes a few times in
   * this way and then as {@link Repeated}; a refused packet and another master once. That it was
   * late comes with the cause, as {@link Late}.
   *
   * @param router the instance's name
   * @param event what
   */
  record Observed(String router, Event event) implements RunnerEvent {}

  /**
   * Something like it was seen more often than it was told.
   *
   * @param router the instance's name
   * @param last the last one
   * @param times how often it was seen untold since the last report of it
   * @param othersToo whether other peers, too many to keep apart, are counted with it
   */
  record Repeated(String router, Event last, long times, boolean othersToo)
      implements RunnerEvent {}

  /**
   * A master hears another one, which has gone on after it could hear this one: both have the
   * addresses. One other of a router at a time. Before it came {@link Observed} with the other's
   * first advertisement.
   *
   * @param router the instance's name
   * @param rival the other, and why neither yields
   */
  record TwoMasters(String router, Rival rival) implements RunnerEvent {}

  /** Another master, and why there are two. */
  sealed interface Rival {
    /**
     * Who it is.
     *
     * @return the address that its advertisements come from
     */
    InetAddress peer();

    /**
     * One that loses the election and does not yield: it does not hear this one, or refuses what it
     * hears.
     *
     * @param other why it should yield
     */
    record Unyielding(Event.AnotherMaster other) implements Rival {
      @Override
      public InetAddress peer() {
        return other.peer();
      }
    }

    /**
     * One that is set up differently, so that this one refuses what it sends.
     *
     * @param refused what differs; {@link Rejection#mismatch} is true
     */
    record Mismatched(Event.PacketRefused refused) implements Rival {
      @Override
      public InetAddress peer() {
        return refused.peer();
      }
    }
  }

  /** Why there are not two masters any more. */
  enum RivalryEnd {
    /** The other has said that it stops: priority 0. */
    OTHER_STOPPED,
    /** This router is not master any more. */
    YIELDED,
    /**
     * The other was not heard for three of this router's advertisement intervals, and not for ten
     * seconds; one that is set up differently not for a minute.
     */
    OTHER_SILENT
  }

  /**
   * After {@link TwoMasters}: it is over.
   *
   * @param router the instance's name
   * @param peer the other
   * @param why how it ended
   */
  record TwoMastersOver(String router, InetAddress peer, RivalryEnd why) implements RunnerEvent {}

  /**
   * A virtual router was run later than it should have been, by more than its advertisement
   * interval. Told after what it did about it; two of one router are more than an interval apart.
   *
   * @param router the instance's name
   * @param lateness how late
   * @param cause why, as far as it can be told
   */
  record Late(String router, Event.Late lateness, LateCause cause) implements RunnerEvent {}

  /**
   * Datagrams came through an interface that no virtual router can judge: no usable IP header.
   *
   * @param interfaceName the interface
   * @param peer the sender, as far as known
   * @param rejection what was wrong with the last one
   * @param times how many since the last report
   */
  record UnusableDatagrams(
      String interfaceName, Optional<InetAddress> peer, Rejection rejection, long times)
      implements RunnerEvent {}

  /**
   * Advertisements came through an interface with a virtual router identifier that nobody here has;
   * told only where {@link HostSettings#tellUnknownRouters()} asks for it.
   *
   * @param interfaceName the interface
   * @param vrid the identifier, 0 to 255
   * @param peer the sender
   * @param times how many since the last report
   */
  record UnknownVirtualRouter(String interfaceName, int vrid, InetAddress peer, long times)
      implements RunnerEvent {}

  /**
   * A router hears another one of this host by its own interface: both interfaces lead to one link,
   * on which a VRID stands for one virtual router (RFC 9568 section 5.2.3), and the two take the
   * mastership from each other as two hosts do. Only over IPv6: over IPv4 Linux drops what comes
   * from an address of the host itself.
   *
   * @param router the instance's name
   * @param interfaceName its interface
   * @param heard the other instance's name
   * @param heardInterface that one's interface
   * @param vrid the identifier of both
   * @param times how many advertisements since the last report
   */
  record OwnRouterHeard(
      String router,
      String interfaceName,
      String heard,
      String heardInterface,
      int vrid,
      long times)
      implements RunnerEvent {}

  /**
   * Virtual routers that are started now listen for so long before any of their timers runs.
   *
   * @param left what is left of {@link HostSettings#startupDelay()}, above zero
   */
  record StartupDelayed(Duration left) implements RunnerEvent {}

  /**
   * From now on packets to the addresses of a master are dropped by the host, or are no longer: see
   * {@link io.github.jlvs.vrrp.VirtualRouterConfig#acceptMode()}.
   *
   * @param router the instance's name
   * @param accepts whether they are accepted
   */
  record AcceptanceChanged(String router, boolean accepts) implements RunnerEvent {}

  /**
   * Packets to the addresses of a master that does not accept them are accepted all the same, or
   * still dropped: the host's table of nftables could not be changed.
   *
   * @param router the instance's name, or the table
   * @param cause why: EOPNOTSUPP or EPROTONOSUPPORT from a kernel without nftables
   */
  record FilterFailed(String router, LinuxException cause) implements RunnerEvent {}

  /**
   * The kernel dropped datagrams because they came faster than they were read.
   *
   * @param interfaceName the interface
   * @param times how many since the last report
   */
  record DatagramsDropped(String interfaceName, long times) implements RunnerEvent {}

  /**
   * The router stops being master and has sent priority 0, as far as its interface still let it:
   * {@link AdvertisementFailed} tells when it did not.
   *
   * @param router the instance's name
   */
  record PriorityZeroSent(String router) implements RunnerEvent {}

  /**
   * An advertisement could not be sent. Told once, and again when the error changes.
   *
   * @param router the instance's name
   * @param destination the group or the peer
   * @param errno why
   */
  record AdvertisementFailed(String router, InetAddress destination, Errno errno)
      implements RunnerEvent {}

  /**
   * After {@link AdvertisementFailed}: advertisements go out again.
   *
   * @param router the instance's name
   * @param destination the group or the peer
   */
  record AdvertisementRecovered(String router, InetAddress destination) implements RunnerEvent {}

  /**
   * The router's addresses are in place; those that were there before were adopted.
   *
   * @param router the instance's name
   */
  record AddressesAdded(String router) implements RunnerEvent {}

  /**
   * The router's addresses are gone.
   *
   * @param router the instance's name
   */
  record AddressesRemoved(String router) implements RunnerEvent {}

  /**
   * An address could not be added or removed, or another host of the link has it (IPv6, where the
   * address asks for duplicate address detection). Told once, and again when there is another
   * reason; tried again, at once at first and at last with pauses of a minute.
   *
   * @param router the instance's name; empty for a static one
   * @param address which
   * @param interfaceName where
   * @param adding false for removing
   * @param why in words, with what to do where that is known
   * @param cause the kernel's refusal; empty where there was nothing to ask it, as there is no such
   *     interface, and for a duplicate
   */
  record AddressFailed(
      Optional<String> router,
      VirtualAddress address,
      String interfaceName,
      boolean adding,
      String why,
      Optional<LinuxException> cause)
      implements RunnerEvent {}

  /**
   * After {@link AddressFailed}: the address is in place and in use.
   *
   * @param router the instance's name; empty for a static one
   * @param address which
   * @param interfaceName where
   */
  record AddressRecovered(Optional<String> router, VirtualAddress address, String interfaceName)
      implements RunnerEvent {}

  /**
   * A route or a rule could not be added or removed.
   *
   * @param router the instance's name; empty for a static one
   * @param what the route or the rule in words
   * @param adding false for removing
   * @param why in words
   * @param cause the kernel's refusal; empty where there was nothing to ask it, as there is no such
   *     interface
   */
  record RouteFailed(
      Optional<String> router,
      String what,
      boolean adding,
      String why,
      Optional<LinuxException> cause)
      implements RunnerEvent {}

  /**
   * A route, a rule or a static address that somebody else had removed is in place again.
   *
   * @param router the instance's name; empty for a static one
   * @param what the route, the rule or the address in words
   */
  record EntryRestored(Optional<String> router, String what) implements RunnerEvent {}

  /**
   * A setting of an interface could not be read or changed. Told once for each interface.
   *
   * @param interfaceName the interface
   * @param setting its name below /proc/sys
   * @param cause the kernel's refusal
   */
  record SettingFailed(String interfaceName, String setting, LinuxException cause)
      implements RunnerEvent {}

  /**
   * The interface with the virtual MAC address of a router could not be made, changed or deleted:
   * the router is in fault while it is not there. Told once, and again when there is another
   * reason; tried again at every change of the two interfaces and every report interval.
   *
   * @param router the instance's name
   * @param interfaceName the interface below
   * @param wanted the interface that is to be made
   * @param why in words: what is there in its place, or the kernel's refusal
   */
  record UpperInterfaceFailed(
      String router, String interfaceName, UpperInterface wanted, String why)
      implements RunnerEvent {}

  /**
   * A gratuitous ARP frame, or an unsolicited neighbour advertisement for IPv6, has gone out.
   *
   * @param router the instance's name
   * @param interfaceName the interface
   * @param address the address it announces
   */
  record AddressAnnounced(String router, String interfaceName, InetAddress address)
      implements RunnerEvent {}

  /**
   * A frame that announces an address could not be sent. Told once, and again when the error
   * changes.
   *
   * @param router the instance's name
   * @param interfaceName the interface
   * @param address the address
   * @param errno why
   */
  record AnnouncementFailed(String router, String interfaceName, InetAddress address, Errno errno)
      implements RunnerEvent {}

  /** What has become of an interface. */
  enum InterfaceCondition {
    /** There is none of that name. */
    ABSENT,
    /** It is there and cannot send: taken down, or without carrier. */
    DOWN,
    /** It can send. */
    UP
  }

  /**
   * An interface of the setups has changed.
   *
   * @param interfaceName the interface
   * @param condition what it is now
   */
  record InterfaceChanged(String interfaceName, InterfaceCondition condition)
      implements RunnerEvent {}

  /**
   * Something that keeps a router from taking part is down or missing, or is there again: an
   * interface, the address to send from, the sockets.
   *
   * @param router the instance's name
   * @param what its name, as in {@link RouterStatus#trackedDown()}
   * @param up false when it is down
   */
  record TrackingChanged(String router, String what, boolean up) implements RunnerEvent {}

  /**
   * The address that a router sends from has changed.
   *
   * @param router the instance's name
   * @param source the new one; empty when its interface has none, which puts it in fault
   */
  record SourceChanged(String router, Optional<InetAddress> source) implements RunnerEvent {}

  /**
   * A router over IPv6 has no address to send from, and why; told again when there is another
   * reason. {@link SourceChanged} tells when it has one.
   *
   * @param router the instance's name
   * @param interfaceName its interface, which can send
   * @param linkLocal whether it needs a link-local one; false where peers are routed to
   * @param why the reason
   */
  record SourceMissing(String router, String interfaceName, boolean linkLocal, MissingSource why)
      implements RunnerEvent {}

  /**
   * The sockets on an interface could not be opened or read; its routers are in fault until it
   * works, which is tried again at every change of the interface and every report interval.
   *
   * @param interfaceName the interface
   * @param cause what failed and why
   */
  record SocketFailed(String interfaceName, LinuxException cause) implements RunnerEvent {}

  /**
   * Interfaces and addresses could not be read from the kernel; it is tried again soon.
   *
   * @param cause what failed and why
   */
  record NetworkUnreadable(LinuxException cause) implements RunnerEvent {}

  /**
   * While the runner was closed a virtual router could not be stopped as it should be.
   *
   * @param router the instance's name
   * @param cause what went wrong
   */
  record StopFailed(String router, RuntimeException cause) implements RunnerEvent {}
}
