// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.doctor.seen.Routes;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.doctor.seen.Way;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The ways of this host, as {@code ip route} tells them: rules of policy routing are in that. */
final class RoutesSight {
  /** Each is asked for by a process of its own. */
  private static final int MOST = 64;

  private RoutesSight() {}

  static Sight<Routes> take(Task task) {
    List<InetAddress> asked = asked(task);
    if (task.role() == Task.Role.DIRECTOR && asked.isEmpty()) {
      return new Sight.Taken<>(Routes.NONE);
    }
    Listed listed = Listed.by(List.of("ip", "-j", "route", "show", "default"));
    if (!(listed instanceof Listed.Printed printed)) {
      return new Sight.Missed<>(why(listed));
    }
    try {
      List<Way.Step> defaults = new ArrayList<>();
      rows(printed.output()).forEach(row -> defaults.add(step(row)));
      List<Way> ways = new ArrayList<>();
      for (InetAddress each : asked) {
        ways.add(way(each));
      }
      return new Sight.Taken<>(new Routes(ways, defaults));
    } catch (JsonProcessingException e) {
      return new Sight.Missed<>("ip printed what is no JSON: " + e.getOriginalMessage());
    }
  }

  /** Real servers behind tunnels, and other directors. */
  private static List<InetAddress> asked(Task task) {
    return Stream.concat(
            task.routers().stream()
                .map(router -> router.transport())
                .filter(Transport.Unicast.class::isInstance)
                .flatMap(each -> ((Transport.Unicast) each).peers().stream())
                .map(Transport.Peer::address),
            task.realServers(Forwarding.Tunnel.class::isInstance).stream())
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static String why(Listed listed) {
    return listed instanceof Listed.Failed failed ? failed.why() : "ip is not installed";
  }

  /** No way is what ip fails for; that it prints anything else is unheard of. */
  private static Way way(InetAddress to) throws JsonProcessingException {
    Optional<String> printed =
        Listed.by(List.of("ip", "-j", "route", "get", IpAddresses.format(to))).text();
    JsonNode rows = rows(printed.orElse("[]"));
    return new Way(to, rows.isEmpty() ? Optional.empty() : Optional.of(step(rows.path(0))));
  }

  private static JsonNode rows(String json) throws JsonProcessingException {
    return new ObjectMapper().readTree(json.isBlank() ? "[]" : json);
  }

  private static Way.Step step(JsonNode row) {
    OptionalInt mtu = OptionalInt.empty();
    for (JsonNode metric : row.path("metrics")) {
      mtu = metric.has("mtu") ? OptionalInt.of(metric.path("mtu").asInt()) : mtu;
    }
    return new Way.Step(
        row.path("dev").asText(), IpAddresses.parse(row.path("gateway").asText()), mtu);
  }
}
