// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells a person what happens in a world: one line each, with everybody's state beside it. */
final class Timeline {
  /** Tells nobody. */
  static final Timeline NONE = new Timeline(line -> {}, false, false);

  private final Consumer<String> lines;
  private final boolean on;
  private final boolean packets;

  private Timeline(Consumer<String> lines, boolean on, boolean packets) {
    this.lines = lines;
    this.on = on;
    this.packets = packets;
  }

  /**
   * Tells this consumer.
   *
   * @param lines takes each line
   * @param packets whether every packet is told, or only what changes something
   */
  static Timeline to(Consumer<String> lines, boolean packets) {
    return new Timeline(lines, true, packets);
  }

  boolean on() {
    return on;
  }

  boolean packets() {
    return packets;
  }

  /** Tells who takes part. */
  void begin(Plan plan) {
    if (!on) {
      return;
    }
    RouterPlan first = plan.routers().get(0);
    tell(
        "seed %d: %d routers of %s%s, packets take up to %.3f ms, %d %% arrive twice",
        plan.seed(),
        plan.routers().size(),
        plan.protocols().stream()
            .distinct()
            .map(Protocol::toString)
            .collect(Collectors.joining(" and of ")),
        first.group() ? ", each a sync group over %d networks".formatted(plan.lans()) : "",
        plan.largestDelay() / 1e6,
        plan.duplicatePercent());
    StringBuilder columns = new StringBuilder("      time ");
    for (RouterPlan router : plan.routers()) {
      tell("  %s", router(router));
      columns.append(cell(router.name(), plan.lans()));
    }
    lines.accept("");
    lines.accept(columns + " what happens");
  }

  /** Tells something, as the states are now. */
  void say(World world, String text) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%10.6f ", world.now() / 1e9));
    for (Node node : world.nodes()) {
      StringBuilder states = new StringBuilder();
      for (Member member : node.members()) {
        states.append(states.isEmpty() ? "" : " ").append(word(node, member.state()));
      }
      line.append(cell(states.toString(), node.members().size()));
    }
    lines.accept(line.append(' ').append(text).toString());
  }

  /** Tells what a state machine wants done, when it is worth a line. */
  void action(World world, Node node, int member, Action action) {
    String who = node.plan.group() ? node.plan.name() + (char) ('A' + member) : node.plan.name();
    if (action instanceof Action.StateChanged changed) {
      String reason = changed.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      say(world, "%s was %s: %s".formatted(who, word(changed.from()), reason));
    } else if (action instanceof Action.SendAdvertisement send) {
      if (packets || send.priority() == 0) {
        say(world, "%s sends priority %d".formatted(who, send.priority()));
      }
    } else if (action instanceof Event.LowerPriorityDiscarded) {
      if (packets) {
        say(world, who + " discards it, its timer runs on");
      }
    } else if (action instanceof Event.AnotherMaster other) {
      say(
          world,
          "%s as master hears %s as master with %d, its own is %d"
              .formatted(
                  who, other.peer().getHostAddress(), other.theirPriority(), other.ourPriority()));
    } else if (action instanceof Event.PriorityZeroReceived) {
      say(world, who + " hears that the master stops");
    } else if (action instanceof Event event) {
      say(world, who + ": " + event);
    }
  }

  /** What a person reads of a configuration. */
  static String settings(List<VirtualRouterConfig> members) {
    VirtualRouterConfig config = members.get(0);
    StringBuilder text = new StringBuilder();
    text.append(config.protocol() instanceof Protocol.V2 ? " version 2," : " version 3,");
    text.append(checksum(config)).append(" priority");
    for (VirtualRouterConfig member : members) {
      text.append(' ').append(member.priority());
    }
    text.append(", interval");
    for (VirtualRouterConfig member : members) {
      text.append(' ').append(member.interval());
    }
    text.append(config.addresses().size() == 1 ? "" : ", two addresses");
    text.append(config.authentication().type() == 0 ? "" : ", password");
    text.append(config.preempt() ? "" : ", nopreempt");
    text.append(
        config.preemptDelay().isZero()
            ? ""
            : String.format(
                Locale.ROOT, ", preempt_delay %.3f s", config.preemptDelay().toNanos() / 1e9));
    text.append(
        config.downTimerAdverts() == 3 ? "" : ", down_timer_adverts " + config.downTimerAdverts());
    text.append(config.answerLowerPriority() ? "" : ", lower_prio_no_advert");
    text.append(config.advertiseBeforeYielding() ? ", higher_prio_send_advert" : "");
    text.append(config.ignoresAsOwner() ? ", owner_ignore_adverts" : "");
    config.highestOther().ifPresent(other -> text.append(", timer_expired_backup ").append(other));
    text.append(config.acceptMode() ? "" : ", no accept");
    text.append(
        config.gratuitousArp().equals(GratuitousArp.DEFAULT)
            ? ""
            : ", " + config.gratuitousArp().toString());
    return text.toString();
  }

  private static String checksum(VirtualRouterConfig config) {
    return config.protocol() instanceof Protocol.V3 version3
            && version3.checksum() == Protocol.Checksum.PACKET_ALONE
        ? " checksum of the packet alone,"
        : "";
  }

  private static String router(RouterPlan router) {
    StringBuilder text = new StringBuilder();
    text.append(router.name());
    for (InetAddress address : router.addresses()) {
      text.append(' ').append(address.getHostAddress());
    }
    text.append(settings(router.members()));
    int ppm = router.clock().ppm();
    text.append(ppm == 0 ? "" : String.format(Locale.ROOT, ", clock %+d ppm", ppm));
    return text.toString();
  }

  private void tell(String format, Object... values) {
    lines.accept(String.format(Locale.ROOT, format, values));
  }

  private static String cell(String text, int members) {
    return String.format(Locale.ROOT, " %-" + 7 * members + "s", text);
  }

  private static String word(Node node, State state) {
    if (!node.running()) {
      return "-";
    }
    return node.asleep() ? "asleep" : word(state);
  }

  static String word(State state) {
    return switch (state) {
      case INITIALIZE -> "init";
      case BACKUP -> "backup";
      case MASTER -> "MASTER";
      case FAULT -> "fault";
    };
  }
}
