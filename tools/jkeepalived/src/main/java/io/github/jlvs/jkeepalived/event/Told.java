// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What readers are told of an event: the same for every kind, so that one who knows none of them
 * can show it.
 *
 * @param kind which kind
 * @param name of what it happened to: a virtual router, a sync group, an interface, a virtual
 *     service; empty where that is the daemon or the table
 * @param server of a virtual service, the real server that it is about
 * @param from the state before
 * @param to the state now, or what has begun or is over
 * @param peer the other router
 * @param reason why, in a word that is not changed, or in what a check said
 * @param text all of it in words, without the name and the server
 */
public record Told(
    EventKind kind,
    Optional<String> name,
    Optional<String> server,
    Optional<String> from,
    Optional<String> to,
    Optional<String> peer,
    Optional<String> reason,
    String text) {

  static Told of(EventKind kind, String text) {
    Optional<String> none = Optional.empty();
    return new Told(kind, none, none, none, none, none, none, text);
  }

  Told named(String what) {
    return named(Optional.of(what));
  }

  Told named(Optional<String> what) {
    return new Told(kind, what, server, from, to, peer, reason, text);
  }

  Told server(String address) {
    return new Told(kind, name, Optional.of(address), from, to, peer, reason, text);
  }

  Told from(String before) {
    return new Told(kind, name, server, Optional.of(before), to, peer, reason, text);
  }

  Told to(String now) {
    return new Told(kind, name, server, from, Optional.of(now), peer, reason, text);
  }

  Told peer(Optional<InetAddress> other) {
    return new Told(kind, name, server, from, to, other.map(IpAddresses::format), reason, text);
  }

  Told reason(String why) {
    return reason(Optional.of(why));
  }

  Told reason(Optional<String> why) {
    return new Told(kind, name, server, from, to, peer, why, text);
  }
}
