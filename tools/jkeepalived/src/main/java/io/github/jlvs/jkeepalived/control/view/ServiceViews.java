// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Virtual services and their real servers as JSON. */
final class ServiceViews {
  private ServiceViews() {}

  /** All services. */
  static Body services(Seen seen) {
    return Json.object(
        json ->
            header(json, seen)
                .objects(
                    "services",
                    ServerView.all(seen),
                    (inside, view) -> service(inside, view, seen.actual())));
  }

  /** All real servers, each with its service. */
  static Body servers(Seen seen) {
    List<Located> all = new ArrayList<>();
    for (ServerView view : ServerView.all(seen)) {
      view.servers().forEach(real -> all.add(new Located(view, real)));
    }
    return Json.object(json -> header(json, seen).objects("servers", all, ServiceViews::server));
  }

  private record Located(ServerView service, ServerView.Real real) {}

  private static Json header(Json json, Seen seen) {
    return json.moment("time", seen.now())
        .moment("asOf", seen.snapshot().servers().map(Dated::when))
        .text("tableUnreadable", seen.actual().refusal());
  }

  /** What a line has room for. */
  static void brief(Json json, ServerView view) {
    json.text("name", view.name())
        .text("state", view.state())
        .number("serversUp", view.up())
        .number("serversPooledDown", view.in(ServerView.Pool.POOLED_DOWN))
        .number("servers", view.servers().size())
        .flag("quorumStands", view.status().quorumStands());
  }

  private static void service(Json json, ServerView view, ActualTable actual) {
    brief(json, view);
    json.number("quorum", view.setup().checks().quorum())
        .number("hysteresis", view.setup().checks().hysteresis())
        .number("depoolThreshold", view.setup().checks().depoolThreshold().percent())
        .text(
            "sorryServer",
            view.setup().checks().sorryServer().map(sorry -> sorry.address().toString()))
        .text("scheduler", view.setup().scheduler())
        .objects(
            "addresses",
            view.setup().services(),
            (inside, each) ->
                entry(inside, each, Optional.ofNullable(actual.services().get(each.id()))));
  }

  private static void entry(
      Json json, VirtualService service, Optional<ActualTable.Actual> actual) {
    Optional<ServiceStatus> status = actual.map(ActualTable.Actual::status);
    json.text("protocol", protocol(service.id()))
        .text("address", address(service.id()))
        .flag("inTable", status.isPresent())
        .number("connections", status.map(each -> each.statistics().connections()))
        .number("incomingPackets", status.map(each -> each.statistics().incomingPackets()))
        .number("outgoingPackets", status.map(each -> each.statistics().outgoingPackets()))
        .number("incomingBytes", status.map(each -> each.statistics().incomingBytes()))
        .number("outgoingBytes", status.map(each -> each.statistics().outgoingBytes()));
  }

  static String protocol(ServiceId id) {
    return id instanceof ServiceId.Address address
        ? address.protocol().name().toUpperCase(Locale.ROOT)
        : "FWM";
  }

  static String address(ServiceId id) {
    if (id instanceof ServiceId.Address address) {
      return IpAddresses.format(address.address(), address.port());
    } else if (id instanceof ServiceId.FirewallMark mark) {
      return mark.mark() + (mark.family() == AddressFamily.IPV6 ? " IPv6" : "");
    }
    throw new IllegalStateException("not known how this service is shown: " + id);
  }

  private static void server(Json json, Located located) {
    ServerView.Real real = located.real();
    RealServerStatus status = real.status();
    json.text("service", located.service().name())
        .text("address", status.server().address().toString())
        .text("state", real.up() ? "UP" : "DOWN")
        .flag("pooledDown", real.kept())
        .moment("since", status.since())
        .object(
            "weight",
            inside ->
                inside
                    .number("configured", status.server().weight())
                    .number("desired", real.desired())
                    .number("actual", real.actual().map(ServerView.Actual::weight)))
        .object(
            "connections",
            inside ->
                inside
                    .number("active", real.actual().map(ServerView.Actual::active))
                    .number("inactive", real.actual().map(ServerView.Actual::inactive)))
        .objects("checks", status.checks(), ServiceViews::check)
        .object(
            "override",
            real.override(),
            (inside, one) ->
                OverrideViews.decision(inside, one)
                    .number(
                        "left",
                        real.actual().map(ServerView.Actual::left).filter(n -> one.drains())));
  }

  private static void check(Json json, CheckStatus check) {
    json.text("check", check.check().probe().checkName())
        .text("state", check.state().name())
        .text("lastResult", check.lastResult().map(ServiceViews::word))
        .text("reason", check.lastResult().flatMap(ServiceViews::reason));
  }

  static String word(ProbeResult result) {
    if (result instanceof ProbeResult.Success) {
      return "SUCCESS";
    } else if (result instanceof ProbeResult.Failure failure) {
      return Objects.requireNonNull(failure.cause()).name();
    }
    throw new IllegalStateException("no word for " + result);
  }

  private static Optional<String> reason(ProbeResult result) {
    return result instanceof ProbeResult.Failure failure
        ? Optional.of(failure.detail())
        : Optional.empty();
  }
}
