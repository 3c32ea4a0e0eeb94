// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.dump.AddressText;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Virtual routers and their groups as JSON. */
final class RouterViews {
  private RouterViews() {}

  /** All that is known of them. */
  static Body all(Seen seen) {
    return Json.object(
        json ->
            json.moment("time", seen.now())
                .moment("asOf", seen.snapshot().routers().map(Dated::when))
                .objects("routers", seen.snapshot().routerStatuses(), RouterViews::whole)
                .objects("groups", seen.snapshot().groupStatuses(), RouterViews::group)
                .object("lateness", inside -> lateness(inside, lateness(seen))));
  }

  static Lateness lateness(Seen seen) {
    return seen.snapshot()
        .routers()
        .map(Dated::report)
        .map(RouterReport::lateness)
        .orElse(Lateness.NONE);
  }

  /** What a line has room for. */
  static void brief(Json json, RouterStatus router) {
    RouterSetup setup = router.setup();
    VirtualRouterConfig config = setup.config();
    json.text("name", setup.name())
        .text("interface", setup.interfaceName())
        .number("vrid", config.vrid())
        .number("version", config.protocol().version())
        .text("family", config.protocol().family().name().toLowerCase(Locale.ROOT))
        .text("state", StateText.of(router.state()).word())
        .text("wantedState", StateText.of(router.wanted()).word())
        .object(
            "priority",
            inside ->
                inside.number("base", config.priority()).number("effective", router.priority()))
        .texts("faults", Faults.of(router))
        .moment("lastTransition", router.lastTransition())
        .moment("restsUntil", router.restsUntil());
  }

  private static void whole(Json json, RouterStatus router) {
    brief(json, router);
    VirtualRouterConfig config = router.setup().config();
    json.text("source", router.source().map(IpAddresses::format))
        .object("master", inside -> master(inside, router))
        .objects("addresses", addresses(router), (inside, each) -> address(inside, router, each))
        .object(
            "timers",
            inside ->
                inside
                    .seconds("advertisementInterval", duration(config.interval()))
                    .seconds("masterInterval", duration(router.masterInterval()))
                    .seconds("preemptDelay", config.preemptDelay())
                    .number("downAfterAdvertisements", config.downTimerAdverts()))
        .flag("preempt", config.preempt())
        .flag("acceptMode", config.acceptMode())
        .object("counters", inside -> counters(inside, router));
  }

  /** Of a master: this router itself. */
  private static void master(Json json, RouterStatus router) {
    boolean own = router.state() == State.MASTER;
    json.text("address", (own ? router.source() : router.master()).map(IpAddresses::format))
        .number(
            "priority",
            own
                ? Optional.of(router.priority())
                : router.master().map(address -> router.masterPriority()));
  }

  private static List<VirtualAddress> addresses(RouterStatus router) {
    List<VirtualAddress> all = new ArrayList<>(router.setup().addresses());
    all.addAll(router.setup().excluded());
    return all;
  }

  private static void address(Json json, RouterStatus router, VirtualAddress address) {
    json.text("address", AddressText.bare(address))
        .text("device", router.setup().deviceOf(address))
        .flag("excluded", router.setup().excluded().contains(address))
        .flag("placed", router.placed().contains(address));
  }

  private static void counters(Json json, RouterStatus router) {
    for (Counter counter : Counter.values()) {
      json.number(camelCase(counter.name()), router.counters().of(counter));
    }
  }

  /** ADVERTISEMENTS_SENT becomes advertisementsSent. */
  private static String camelCase(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      int upper = out.isEmpty() ? 0 : 1;
      out.append(word.substring(0, upper).toUpperCase(Locale.ROOT)).append(word.substring(upper));
    }
    return out.toString();
  }

  private static Duration duration(AdvertisementInterval interval) {
    return Duration.ofNanos(interval.nanos());
  }

  static void group(Json json, GroupStatus group) {
    json.text("name", group.setup().name())
        .text("state", StateText.of(group.state()).word())
        .texts("members", group.setup().members());
  }

  static void lateness(Json json, Lateness lateness) {
    json.number("times", lateness.times())
        .seconds("longest", lateness.longest())
        .moment("last", lateness.last().map(Lateness.Last::when))
        .text("lastRouter", lateness.last().map(Lateness.Last::router))
        .text("lastCause", lateness.last().map(last -> last.cause().name()));
  }
}
