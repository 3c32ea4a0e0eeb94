// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.recording;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.Locale;

/** The members of a vector's lines: configurations, inputs, actions. docs/vrrp-vectors.md. */
final class VectorText {
  private VectorText() {}

  static void router(JsonLine line, VirtualRouter router) {
    line.put("primary", IpAddresses.format(router.primary()));
    router(line, router.config());
  }

  /** The password is not written: who reads a recording has no business with it. */
  static void router(JsonLine line, VirtualRouterConfig config) {
    GratuitousArp arp = config.gratuitousArp();
    protocol(line, config);
    line.put("vrid", config.vrid())
        .put("priority", config.priority())
        .putSeconds("interval", config.interval().nanos())
        .putStrings("addresses", config.addresses().stream().map(IpAddresses::format).toList())
        .put("authentication", config.authentication().type())
        .put("preempt", config.preempt());
    seconds(line, "preempt-delay", config.preemptDelay());
    line.put("down-timer-adverts", config.downTimerAdverts())
        .put("accept", config.acceptMode())
        .put("answer-lower-priority", config.answerLowerPriority())
        .put("advertise-before-yielding", config.advertiseBeforeYielding())
        .put("ignores-as-owner", config.ignoresAsOwner());
    config.highestOther().ifPresent(priority -> line.put("highest-other", priority));
    line.put("garp-master-rounds", arp.masterRounds());
    seconds(line, "garp-master-delay", arp.masterDelay());
    seconds(line, "garp-refresh", arp.refresh());
    line.put("garp-refresh-rounds", arp.refreshRounds())
        .put("garp-lower-priority-rounds", arp.lowerPriorityRounds());
    seconds(line, "garp-lower-priority-delay", arp.lowerPriorityDelay());
    seconds(line, "garp-elsewhere", arp.elsewhere());
  }

  /** VRRPv2 is what is meant where nothing is said. */
  private static void protocol(JsonLine line, VirtualRouterConfig config) {
    if (config.protocol() instanceof Protocol.V3 version3) {
      line.put("version", Protocol.V3.VERSION)
          .put("family", word(version3.family()))
          .put("checksum", word(version3.checksum()))
          .put("require-same-addresses", config.requireSameAddresses());
    }
  }

  static void input(JsonLine line, Input input) {
    if (input instanceof Input.Tick) {
      line.put("input", "tick");
    } else if (input instanceof Input.AdvertisementReceived received) {
      line.put("input", "advertisement")
          .put("priority", received.advertisement().priority())
          .put("from", IpAddresses.format(received.source()));
      if (received.advertisement().protocol().learnsInterval()) {
        line.putSeconds("interval", received.advertisement().interval().nanos());
      }
      received.difference().ifPresent(difference -> rejection(line, difference));
    } else if (input instanceof Input.AdvertisementRefused refused) {
      line.put("input", "refused").put("from", IpAddresses.format(refused.source()));
      rejection(line, refused.rejection());
    } else if (input instanceof Input.Startup startup) {
      line.put("input", "startup").putSeconds("delay", startup.delay().toNanos());
    } else if (input instanceof Input.Shutdown) {
      line.put("input", "shutdown");
    } else if (input instanceof Input.Resign) {
      line.put("input", "resign");
    } else if (input instanceof Input.PriorityChanged changed) {
      line.put("input", "priority").put("priority", changed.priority());
    } else if (input instanceof Input.TrackedDown down) {
      line.put("input", "down").put("tracked", down.tracked());
    } else if (input instanceof Input.TrackedUp up) {
      line.put("input", "up").put("tracked", up.tracked());
    } else if (input instanceof Input.AddressLost lost) {
      line.put("input", "address-lost").put("address", IpAddresses.format(lost.address()));
    } else if (input instanceof Input.AddressRestored restored) {
      line.put("input", "address-restored").put("address", IpAddresses.format(restored.address()));
    } else if (input instanceof Input.PrimaryAddressChanged changed) {
      line.put("input", "primary-address").put("address", IpAddresses.format(changed.primary()));
    } else if (input instanceof Input.Reconfigured changed) {
      line.put("input", "configuration")
          .putObject("router", router -> router(router, changed.config()));
    } else {
      throw new IllegalStateException("a recording has no word for the input " + input);
    }
  }

  static void action(JsonLine line, Action action) {
    if (action instanceof Action.SendAdvertisement send) {
      line.put("action", "send").put("priority", send.priority());
    } else if (action instanceof Action.AddAddresses add) {
      line.put("action", "add-addresses").put("accept", add.accept());
    } else if (action instanceof Action.RemoveAddresses) {
      line.put("action", "remove-addresses");
    } else if (action instanceof Action.SendGratuitousArp arp) {
      line.put("action", "gratuitous-arp").put("rounds", arp.rounds());
    } else if (action instanceof Action.RestoreAddress restore) {
      line.put("action", "restore-address").put("address", IpAddresses.format(restore.address()));
    } else if (action instanceof Action.AnnounceAddress announce) {
      line.put("action", "announce-address")
          .put("address", IpAddresses.format(announce.address()))
          .put("rounds", announce.rounds());
    } else if (action instanceof Action.AnnounceElsewhere) {
      line.put("action", "announce-elsewhere");
    } else if (action instanceof Action.StateChanged changed) {
      line.put("action", "state")
          .put("from", word(changed.from()))
          .put("to", word(changed.to()))
          .put("reason", word(changed.reason()));
    } else if (action instanceof Event event) {
      event(line, event);
    } else {
      throw new IllegalStateException("a recording has no word for the action " + action);
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void event(JsonLine line, Event event) {
    if (event instanceof Event.PacketRefused refused) {
      line.put("event", "refused").put("peer", IpAddresses.format(refused.peer()));
      rejection(line, refused.rejection());
    } else if (event instanceof Event.DifferenceNoticed noticed) {
      line.put("event", "difference-noticed").put("peer", IpAddresses.format(noticed.peer()));
      rejection(line, noticed.difference());
    } else if (event instanceof Event.MasterIntervalChanged changed) {
      line.put("event", "master-interval")
          .put("peer", IpAddresses.format(changed.peer()))
          .putSeconds("from", changed.from().nanos())
          .putSeconds("to", changed.to().nanos());
    } else if (event instanceof Event.AnotherMaster other) {
      line.put("event", "another-master")
          .put("peer", IpAddresses.format(other.peer()))
          .put("theirs", other.theirPriority())
          .put("ours", other.ourPriority())
          .put("election", word(other.election()));
    } else if (event instanceof Event.LowerPriorityDiscarded lower) {
      line.put("event", "lower-priority-discarded")
          .put("peer", IpAddresses.format(lower.peer()))
          .put("theirs", lower.theirPriority())
          .put("ours", lower.ourPriority());
    } else if (event instanceof Event.PriorityZeroReceived zero) {
      line.put("event", "priority-zero").put("peer", IpAddresses.format(zero.peer()));
    } else if (event instanceof Event.EffectivePriorityChanged changed) {
      line.put("event", "priority").put("from", changed.from()).put("to", changed.to());
    } else if (event instanceof Event.PreemptDelayStarted started) {
      line.put("event", "preempt-delay-started").putSeconds("delay", started.nanos());
    } else if (event instanceof Event.PreemptDelayStopped) {
      line.put("event", "preempt-delay-stopped");
    } else if (event instanceof Event.AddressRestored restored) {
      line.put("event", "address-restored").put("address", IpAddresses.format(restored.address()));
    } else if (event instanceof Event.Late late) {
      line.put("event", "late").put("timer", word(late.timer())).putSeconds("late", late.nanos());
    } else if (event instanceof Event.ListeningAfterStall stall) {
      line.put("event", "listening-after-stall").putSeconds("late", stall.lateNanos());
    } else if (event instanceof Event.AnnouncingAfterStall stall) {
      line.put("event", "announcing-after-stall").putSeconds("late", stall.lateNanos());
    } else if (event instanceof Event.AddressInUseElsewhere shared) {
      line.put("event", "address-in-use-elsewhere")
          .put("address", IpAddresses.format(shared.address()))
          .put("theirs", shared.theirPriority())
          .put("ours", shared.ourPriority());
    } else if (event instanceof Event.WaitingForSyncGroup) {
      line.put("event", "waiting-for-sync-group");
    } else {
      throw new IllegalStateException("a recording has no word for the event " + event);
    }
  }

  private static void rejection(JsonLine line, Rejection rejection) {
    Rejection.Difference difference = rejection.difference();
    line.put("field", difference.field())
        .put("mine", difference.mine())
        .put("theirs", difference.theirs());
  }

  private static void seconds(JsonLine line, String name, Duration duration) {
    line.putSeconds(name, duration.toNanos());
  }
}
