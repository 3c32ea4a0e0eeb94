// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.vrrp;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Log lines of virtual routers: keepalived's own words where keepalived says the same thing, so
 * that what reads its log reads ours.
 */
public final class LogLines {
  /** How the name begins under which a tracked file is reported. */
  private static final String FILE = "file ";

  private LogLines() {}

  /**
   * The lines of an event.
   *
   * @param event what happened
   * @param detail whether the lines for which keepalived wants {@code -D} are wanted
   * @return none, one or more
   */
  public static List<String> of(RunnerEvent event, boolean detail) {
    List<String> lines = new ArrayList<>();
    if (event instanceof RunnerEvent.StateChanged change) {
      stateChanged(change, detail, lines);
    } else if (event instanceof RunnerEvent.GroupChanged change) {
      if (change.to() != State.INITIALIZE) {
        lines.add(
            "VRRP_Group(" + change.group() + ") Syncing instances to " + change.to() + " state");
      }
    } else if (event instanceof RunnerEvent.Observed observed) {
      if (detail || !isDetail(observed.event())) {
        observed(observed.router(), observed.event(), lines);
      }
    } else if (event instanceof RunnerEvent.Late late) {
      lines.add("(%s) %s".formatted(late.router(), LatenessText.of(late)));
    } else if (event instanceof RunnerEvent.Repeated repeated) {
      if (detail || !isDetail(repeated.last())) {
        repeated(repeated, lines);
      }
    } else if (event instanceof RunnerEvent.TwoMasters) {
      return lines; // said when the other was heard for the first time
    } else if (event instanceof RunnerEvent.TwoMastersOver over) {
      lines.add(
          "(%s) no longer two masters: %s %s"
              .formatted(
                  over.router(), IpAddresses.format(over.peer()), RivalryText.of(over.why())));
    } else {
      Optional<String> operation = operation(event);
      if (operation.isEmpty()) {
        trouble(event, lines);
      } else if (detail) {
        lines.add(operation.get());
      }
    }
    return lines;
  }

  /** Of what comes of a packet or a timer; keepalived says these with -D alone. */
  private static boolean isDetail(Event event) {
    return event instanceof Event.PreemptDelayStarted
        || event instanceof Event.PreemptDelayStopped
        || (event instanceof Event.PriorityZeroReceived zero && zero.state() == State.BACKUP);
  }

  /** What was done beside the state that is told anyway; keepalived says it with -D alone. */
  private static Optional<String> operation(RunnerEvent event) {
    if (event instanceof RunnerEvent.PriorityZeroSent sent) {
      return Optional.of("(" + sent.router() + ") sent 0 priority");
    } else if (event instanceof RunnerEvent.AddressesAdded added) {
      return Optional.of("(" + added.router() + ") setting VIPs.");
    } else if (event instanceof RunnerEvent.AddressesRemoved removed) {
      return Optional.of("(" + removed.router() + ") removing VIPs.");
    } else if (event instanceof RunnerEvent.AddressAnnounced announced) {
      String frame =
          announced.address() instanceof Inet4Address
              ? "gratuitous ARP"
              : "unsolicited Neighbour Advert";
      return Optional.of(
          "Sending %s on %s for %s"
              .formatted(
                  frame, announced.interfaceName(), IpAddresses.format(announced.address())));
    }
    return Optional.empty();
  }

  private static void stateChanged(
      RunnerEvent.StateChanged change, boolean detail, List<String> lines) {
    String name = "(" + change.router() + ") ";
    if (change.to() == State.INITIALIZE) {
      return; // said by the stop itself
    }
    if (detail && change.to() == State.MASTER && change.reason() == Reason.MASTER_DOWN) {
      lines.add(name + "Receive advertisement timeout");
    }
    String suffix = change.from() == State.INITIALIZE ? " (init)" : "";
    lines.add(name + "Entering " + change.to() + " STATE" + suffix);
  }

  private static void observed(String router, Event event, List<String> lines) {
    String name = "(" + router + ") ";
    if (event instanceof Event.PacketRefused refused) {
      lines.add(name + Refusals.line(refused));
    } else if (event instanceof Event.DifferenceNoticed noticed) {
      lines.add(name + Refusals.line(noticed));
    } else if (event instanceof Event.MasterIntervalChanged change) {
      lines.add(
          name
              + "advertisement interval updated from %dms to %dms by master"
                  .formatted(millis(change.from()), millis(change.to())));
    } else if (event instanceof Event.AnotherMaster other) {
      lines.add(name + anotherMaster(other));
    } else if (event instanceof Event.LowerPriorityDiscarded lower) {
      lines.add(
          name
              + "received lower priority (%d) advert from %s - discarding"
                  .formatted(lower.theirPriority(), IpAddresses.format(lower.peer())));
    } else if (event instanceof Event.PriorityZeroReceived zero) {
      String role = zero.state() == State.MASTER ? "Master" : "Backup";
      lines.add(name + role + " received priority 0 advertisement");
    } else if (event instanceof Event.EffectivePriorityChanged change) {
      lines.add(
          name + "Changing effective priority from %d to %d".formatted(change.from(), change.to()));
    } else if (event instanceof Event.PreemptDelayStarted delay) {
      lines.add(
          name
              + "start preempt delay (%s)"
                  .formatted(String.format(Locale.ROOT, "%.6f", delay.nanos() / 1e9)));
    } else if (event instanceof Event.AddressRestored restored) {
      lines.add(
          name
              + "address %s was removed by somebody else, put back"
                  .formatted(IpAddresses.format(restored.address())));
    } else if (event instanceof Event.ListeningAfterStall) {
      lines.add(name + "late: listening once more before taking over");
    } else if (event instanceof Event.AnnouncingAfterStall) {
      lines.add(
          name + "late: another may have been master meanwhile, announcing the addresses again");
    } else if (event instanceof Event.AddressInUseElsewhere shared) {
      lines.add(
          name
              + "MISMATCH, danger of two masters: another router sends from %s, the address of this"
                  .formatted(IpAddresses.format(shared.address()))
              + " one (its priority is %d, ours %d): give each its own"
                  .formatted(shared.theirPriority(), shared.ourPriority()));
    } else if (event instanceof Event.PreemptDelayStopped) {
      lines.add(name + "stop preempt delay");
    } else if (event instanceof Event.WaitingForSyncGroup) {
      lines.add(name + "waits for the other members of its sync group");
    } else {
      throw new IllegalStateException("no log line for " + event);
    }
  }

  private static long millis(AdvertisementInterval interval) {
    return TimeUnit.NANOSECONDS.toMillis(interval.nanos());
  }

  private static String anotherMaster(Event.AnotherMaster other) {
    String peer = IpAddresses.format(other.peer());
    return switch (other.election()) {
      case THEIRS_BY_PRIORITY ->
          "Master received advert from %s with higher priority %d, ours %d"
              .formatted(peer, other.theirPriority(), other.ourPriority());
      case THEIRS_BY_ADDRESS ->
          "Master received advert from %s with same priority %d but higher IP address than ours"
              .formatted(peer, other.theirPriority());
      case OURS_BY_PRIORITY ->
          "Received advert from %s with lower priority %d, ours %d, forcing new election"
              .formatted(peer, other.theirPriority(), other.ourPriority());
      case OURS_BY_ADDRESS ->
          "Received advert from %s with same priority %d but lower IP address than ours,"
                  .formatted(peer, other.theirPriority())
              + " forcing new election";
    };
  }

  private static String tracking(RunnerEvent.TrackingChanged change) {
    if (change.what().startsWith(FILE)) {
      return "(%s): tracked %s %s FAULT state"
          .formatted(change.router(), change.what(), change.up() ? "leaving" : "now");
    }
    return "(%s) %s: %s"
        .formatted(
            change.router(),
            change.what(),
            change.up() ? "there again" : "down or missing, no part in the election without it");
  }

  private static void repeated(RunnerEvent.Repeated repeated, List<String> lines) {
    List<String> last = new ArrayList<>();
    observed(repeated.router(), repeated.last(), last);
    for (String line : last) {
      String others = repeated.othersToo() ? ", from several peers" : "";
      lines.add(line + " (" + repeated.times() + " times more" + others + ")");
    }
  }

  private static String failed(Optional<String> router, boolean adding, Object what, String why) {
    String whose = router.map(name -> "(" + name + ") cannot ").orElse("Cannot ");
    String how = adding ? "add " : "remove ";
    return whose + how + (router.isPresent() ? "" : "static ") + what + ": " + why;
  }

  private static void trouble(RunnerEvent event, List<String> lines) {
    if (event instanceof RunnerEvent.AcceptanceChanged changed) {
      lines.add(
          changed.accepts()
              ? "(" + changed.router() + ") removing firewall drop rule"
              : "("
                  + changed.router()
                  + ") setting firewall drop rule (no_accept or strict: packets to its addresses are"
                  + " not answered)");
    } else if (event instanceof RunnerEvent.FilterFailed failed) {
      lines.add(
          "(%s) its addresses cannot be kept from accepting packets, as no_accept or strict wants: %s"
                  .formatted(failed.router(), failed.cause().getMessage())
              + " (is nftables in this kernel?)");
    } else if (event instanceof RunnerEvent.UnknownVirtualRouter unknown) {
      String more = unknown.times() == 1 ? "" : " (" + unknown.times() + " times more)";
      lines.add(
          "Unknown VRID(%d) received on interface(%s). ignoring... - from %s%s"
              .formatted(
                  unknown.vrid(),
                  unknown.interfaceName(),
                  IpAddresses.format(unknown.peer()),
                  more));
    } else if (event instanceof RunnerEvent.OwnRouterHeard own) {
      String more = own.times() == 1 ? "" : " (" + own.times() + " times more)";
      lines.add(
          "(%s) MISMATCH, danger of two masters: %s hears (%s) of this host, which sends by %s:"
                  .formatted(own.router(), own.interfaceName(), own.heard(), own.heardInterface())
              + " both lead to one link, where VRID %d is one virtual router: separate the links,"
                  .formatted(own.vrid())
              + " or give one of the two another VRID"
              + more);
    } else if (event instanceof RunnerEvent.StartupDelayed delayed) {
      BigDecimal seconds = BigDecimal.valueOf(delayed.left().toNanos(), 9);
      lines.add(
          "Delaying startup for %s seconds"
              .formatted(
                  seconds.setScale(3, RoundingMode.CEILING).stripTrailingZeros().toPlainString()));
    } else if (event instanceof RunnerEvent.UnusableDatagrams bad) {
      lines.add(
          "%d unusable datagrams on %s, the last from %s: %s"
              .formatted(
                  bad.times(),
                  bad.interfaceName(),
                  bad.peer().map(peer -> IpAddresses.format(peer)).orElse("somewhere unknown"),
                  bad.rejection().describe()));
    } else if (event instanceof RunnerEvent.DatagramsDropped dropped) {
      lines.add(
          "%d datagrams on %s were dropped: they came faster than they were read"
              .formatted(dropped.times(), dropped.interfaceName()));
    } else if (event instanceof RunnerEvent.AdvertisementFailed failed) {
      lines.add(
          "(%s) cannot send advertisements to %s: %s"
              .formatted(
                  failed.router(), IpAddresses.format(failed.destination()), failed.errno()));
    } else if (event instanceof RunnerEvent.AdvertisementRecovered recovered) {
      lines.add(
          "(%s) advertisements to %s go out again"
              .formatted(recovered.router(), IpAddresses.format(recovered.destination())));
    } else if (event instanceof RunnerEvent.AddressFailed failed) {
      lines.add(failed(failed.router(), failed.adding(), failed.address(), failed.why()));
    } else if (event instanceof RunnerEvent.AddressRecovered recovered) {
      String whose = recovered.router().map(name -> "(" + name + ") ").orElse("Static ");
      lines.add(
          whose + recovered.address() + " is in place on " + recovered.interfaceName() + " now");
    } else if (event instanceof RunnerEvent.RouteFailed failed) {
      lines.add(failed(failed.router(), failed.adding(), failed.what(), failed.why()));
    } else if (event instanceof RunnerEvent.EntryRestored restored) {
      lines.add(
          restored
              .router()
              .map(
                  name ->
                      "(%s) %s was removed by somebody else, put back"
                          .formatted(name, restored.what()))
              .orElse("Restoring deleted static " + restored.what()));
    } else if (event instanceof RunnerEvent.SettingFailed failed) {
      lines.add(
          "Cannot use the setting %s: %s".formatted(failed.setting(), failed.cause().getMessage()));
    } else if (event instanceof RunnerEvent.UpperInterfaceFailed failed) {
      lines.add(
          "(%s) cannot have %s on %s: %s; tried again"
              .formatted(
                  failed.router(), failed.wanted().words(), failed.interfaceName(), failed.why()));
    } else if (event instanceof RunnerEvent.AnnouncementFailed failed) {
      lines.add(
          "(%s) cannot announce %s on %s: %s"
              .formatted(
                  failed.router(),
                  IpAddresses.format(failed.address()),
                  failed.interfaceName(),
                  failed.errno()));
    } else if (event instanceof RunnerEvent.InterfaceChanged change) {
      lines.add(
          "Netlink reports %s %s"
              .formatted(
                  change.interfaceName(), change.condition().name().toLowerCase(Locale.ROOT)));
    } else if (event instanceof RunnerEvent.TrackingChanged tracking) {
      lines.add(tracking(tracking));
    } else if (event instanceof RunnerEvent.SourceChanged change) {
      lines.add(
          "(%s) %s"
              .formatted(
                  change.router(),
                  change
                      .source()
                      .map(source -> "sends from " + IpAddresses.format(source))
                      .orElse("its interface has no address to send from")));
    } else if (event instanceof RunnerEvent.SourceMissing missing) {
      lines.add("(%s) %s".formatted(missing.router(), MissingSources.line(missing)));
    } else if (event instanceof RunnerEvent.SocketFailed failed) {
      lines.add(
          "%s: %s; tried again".formatted(failed.interfaceName(), failed.cause().getMessage()));
    } else if (event instanceof RunnerEvent.NetworkUnreadable unreadable) {
      lines.add(
          "Cannot read interfaces and addresses, tried again: " + unreadable.cause().getMessage());
    } else if (event instanceof RunnerEvent.StopFailed failed) {
      lines.add(
          "(%s) was not stopped as it should be: %s".formatted(failed.router(), failed.cause()));
    } else {
      throw new IllegalStateException("no log line for " + event);
    }
  }
}
