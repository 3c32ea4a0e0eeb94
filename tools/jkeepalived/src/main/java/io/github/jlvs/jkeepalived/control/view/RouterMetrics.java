// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.SecondsText;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of virtual routers and of what they track. No label is called instance: that is
 * Prometheus's own, for what it scrapes.
 */
final class RouterMetrics {
  private final List<RouterStatus> routers;
  private final TrackedReport tracked;
  private final Map<String, InetAddress> others;
  private final Lateness lateness;
  private final Exposition out;

  RouterMetrics(Seen seen, Exposition out) {
    this.routers = seen.snapshot().routerStatuses();
    this.others = seen.snapshot().rivals();
    this.tracked = seen.snapshot().tracked();
    this.lateness = RouterViews.lateness(seen);
    this.out = out;
  }

  private void count(Counter counter) {
    String words = counter.name().toLowerCase(Locale.ROOT);
    Family family =
        out.family(
            "jlvs_vrrp_" + words + "_total",
            Kind.COUNTER,
            "How often: " + words.replace('_', ' ') + ".");
    for (RouterStatus router : routers) {
      family.with(router.counters().of(counter), "router", router.setup().name());
    }
  }

  void write() {
    Family states =
        out.family(
            "jlvs_vrrp_state",
            Kind.GAUGE,
            "1 for the state that the virtual router is in, else 0.");
    for (RouterStatus router : routers) {
      for (State state : State.values()) {
        String word = StateText.of(state).word().toLowerCase(Locale.ROOT);
        states.with(
            router.state() == state,
            "router",
            router.setup().name(),
            "interface",
            router.setup().interfaceName(),
            "vrid",
            String.valueOf(router.setup().config().vrid()),
            "state",
            word);
      }
    }
    Family priorities = out.family("jlvs_vrrp_priority", Kind.GAUGE, "Priority, 1 to 255.");
    for (RouterStatus router : routers) {
      String name = router.setup().name();
      priorities
          .with(router.setup().config().priority(), "router", name, "kind", "base")
          .with(router.priority(), "router", name, "kind", "effective");
    }
    Family transitions =
        out.family(
            "jlvs_vrrp_last_transition_timestamp_seconds",
            Kind.GAUGE,
            "When the state changed last.");
    for (RouterStatus router : routers) {
      transitions.with(router.lastTransition().getEpochSecond(), "router", router.setup().name());
    }
    Family rivals =
        out.family(
            "jlvs_vrrp_two_masters", Kind.GAUGE, "1 while a master hears another that stays one.");
    for (RouterStatus router : routers) {
      rivals.with(others.containsKey(router.setup().name()), "router", router.setup().name());
    }
    Family rests =
        out.family(
            "jlvs_vrrp_rests",
            Kind.GAUGE,
            "1 while it leaves others to be master, as jkeepalivedctl failover asked.");
    for (RouterStatus router : routers) {
      rests.with(router.restsUntil().isPresent(), "router", router.setup().name());
    }
    for (Counter counter : Counter.values()) {
      if (!counter.isRefusal()) {
        count(counter);
      }
    }
    Family scripts = out.family("jlvs_script_up", Kind.GAUGE, "1 while the script says good.");
    for (TrackedReport.OfScript script : tracked.scripts()) {
      scripts.with(script.state().equals(TrackedState.UP), "script", script.script().name());
    }
    Family discarded =
        out.family(
            "jlvs_vrrp_advertisements_discarded_total", Kind.COUNTER, "Packets refused, by why.");
    for (RouterStatus router : routers) {
      for (Counter counter : Counter.values()) {
        if (counter.isRefusal()) {
          discarded.with(
              router.counters().of(counter),
              "router",
              router.setup().name(),
              "reason",
              counter.name().toLowerCase(Locale.ROOT));
        }
      }
    }
    out.family(
            "jlvs_vrrp_late_total",
            Kind.COUNTER,
            "How often a virtual router was run late by more than its advertisement interval.")
        .with(lateness.times());
    out.family("jlvs_vrrp_longest_lateness_seconds", Kind.GAUGE, "The longest of these.")
        .sample(SecondsText.of(lateness.longest()));
  }
}
