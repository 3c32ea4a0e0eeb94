// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A {@link Route} in the making: what is not set is as in a unicast route of the main table. */
final class RouteDraft {
  AddressFamily family = AddressFamily.IPV4;
  Optional<Prefix> destination = Optional.empty();
  Optional<Prefix> source = Optional.empty();
  int typeOfService;
  Optional<InetAddress> gateway = Optional.empty();
  OptionalInt interfaceIndex = OptionalInt.empty();
  List<NextHop> nextHops = List.of();
  OptionalInt nextHopObject = OptionalInt.empty();
  Optional<InetAddress> preferredSource = Optional.empty();
  int table = Route.TABLE_MAIN;
  int protocol = Route.PROTOCOL_BOOT;
  int scope = Route.SCOPE_GLOBAL;
  int type = Route.TYPE_UNICAST;
  long metric;
  int flags;
  OptionalLong lifetimeSeconds = OptionalLong.empty();
  List<RawAttribute> attributes = new ArrayList<>();

  static RouteDraft of(Route route) {
    RouteDraft draft = new RouteDraft();
    draft.family = route.family();
    draft.destination = route.destination();
    draft.source = route.source();
    draft.typeOfService = route.typeOfService();
    draft.gateway = route.gateway();
    draft.interfaceIndex = route.interfaceIndex();
    draft.nextHops = route.nextHops();
    draft.nextHopObject = route.nextHopObject();
    draft.preferredSource = route.preferredSource();
    draft.table = route.table();
    draft.protocol = route.protocol();
    draft.scope = route.scope();
    draft.type = route.type();
    draft.metric = route.metric();
    draft.flags = route.flags();
    draft.lifetimeSeconds = route.lifetimeSeconds();
    draft.attributes = route.attributes();
    return draft;
  }

  Route build() {
    return new Route(
        family,
        destination,
        source,
        typeOfService,
        gateway,
        interfaceIndex,
        nextHops,
        nextHopObject,
        preferredSource,
        table,
        protocol,
        scope,
        type,
        metric,
        flags,
        lifetimeSeconds,
        attributes);
  }
}
