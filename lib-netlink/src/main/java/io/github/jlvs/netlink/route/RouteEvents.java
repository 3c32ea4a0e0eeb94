// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.Reply;
import io.github.jlvs.netlink.Subscription;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Changes of links, addresses, routes, rules and neighbours as they happen. Used by one thread at a
 * time, but for {@link #close()}, with which any thread ends the wait of another (an interrupt does
 * not). In an event loop, watch {@link #descriptor()} and call {@link #await} with a zero timeout
 * until it says false. In a thread of its own:
 *
 * <pre>{@code
 * while (events.isOpen()) {
 *   events.await(Duration.ofMinutes(10), consumer);
 * }
 * }</pre>
 *
 * <p>Linux does not tell of every route that goes. When a link goes down or is deleted it drops
 * IPv4 routes, and with a deleted link IPv6 ones too, without an event: who keeps a copy of the
 * routes lists them again on {@link RouteEvent.LinkChanged} without {@link Link#IFF_UP} and on
 * {@link RouteEvent.LinkDeleted}. A {@link RouteEvent.RouteAdded} may take the place of the route
 * with the same destination, table and metric.
 */
public final class RouteEvents implements AutoCloseable {
  private final Subscription subscription;

  /**
   * Over a subscription of the caller's, which is closed along with this object.
   *
   * @param subscription a subscription to groups of {@link NetlinkSocket#NETLINK_ROUTE}
   */
  public RouteEvents(Subscription subscription) {
    this.subscription = subscription;
  }

  /**
   * Listens to links and addresses in the calling thread's network namespace.
   *
   * @return the events
   * @throws LinuxException if the kernel refuses
   */
  public static RouteEvents ofLinksAndAddresses() {
    return ofLinksAndAddresses(NetlinkOptions.defaults());
  }

  /**
   * Listens to links, addresses, routes, rules and neighbours in the calling thread's network
   * namespace.
   *
   * @return the events
   * @throws LinuxException if the kernel refuses
   */
  public static RouteEvents ofEverything() {
    return ofEverything(NetlinkOptions.defaults());
  }

  /**
   * Listens to links and addresses.
   *
   * @param options how, and in which namespace
   * @return the events
   * @throws LinuxException if the kernel refuses
   */
  public static RouteEvents ofLinksAndAddresses(NetlinkOptions options) {
    return open(
        options,
        RouteMessage.RTNLGRP_LINK,
        RouteMessage.RTNLGRP_IPV4_IFADDR,
        RouteMessage.RTNLGRP_IPV6_IFADDR);
  }

  /**
   * Listens to routes and rules alone.
   *
   * @param options how, and in which namespace
   * @return the events
   * @throws LinuxException if the kernel refuses
   */
  public static RouteEvents ofRoutesAndRules(NetlinkOptions options) {
    return open(
        options,
        RouteMessage.RTNLGRP_IPV4_ROUTE,
        RouteMessage.RTNLGRP_IPV6_ROUTE,
        RouteMessage.RTNLGRP_IPV4_RULE,
        RouteMessage.RTNLGRP_IPV6_RULE);
  }

  /**
   * Listens to links, addresses, routes, rules and neighbours.
   *
   * @param options how, and in which namespace
   * @return the events
   * @throws LinuxException if the kernel refuses
   */
  public static RouteEvents ofEverything(NetlinkOptions options) {
    return open(
        options,
        RouteMessage.RTNLGRP_LINK,
        RouteMessage.RTNLGRP_IPV4_IFADDR,
        RouteMessage.RTNLGRP_IPV6_IFADDR,
        RouteMessage.RTNLGRP_IPV4_ROUTE,
        RouteMessage.RTNLGRP_IPV6_ROUTE,
        RouteMessage.RTNLGRP_IPV4_RULE,
        RouteMessage.RTNLGRP_IPV6_RULE,
        RouteMessage.RTNLGRP_NEIGH);
  }

  /**
   * Waits for events and hands over those that came together.
   *
   * @param timeout how long at the most; zero only looks
   * @param consumer gets them in order
   * @return false when there was nothing in that time, or it is closed
   */
  public boolean await(Duration timeout, Consumer<RouteEvent> consumer) {
    return subscription.await(
        timeout,
        new Subscription.Listener() {
          @Override
          public void event(Reply event) {
            decode(event, consumer);
          }

          @Override
          public void resynchronise() {
            consumer.accept(new RouteEvent.Resynchronise());
          }
        });
  }

  /**
   * The descriptor, for an event loop. Still owned by this object.
   *
   * @return the descriptor
   */
  public Descriptor descriptor() {
    return subscription.descriptor();
  }

  /**
   * Whether events can still be awaited.
   *
   * @return false after {@link #close()}
   */
  public boolean isOpen() {
    return subscription.isOpen();
  }

  /**
   * Closes it; a second call does nothing. A thread that waits in {@link #await} comes back with
   * false; one that is inside the consumer is waited for, unless it is the caller itself. No event
   * is handed over after that.
   */
  @Override
  public void close() {
    subscription.close();
  }

  private static RouteEvents open(NetlinkOptions options, int... groups) {
    return new RouteEvents(Subscription.open(NetlinkSocket.NETLINK_ROUTE, options, groups));
  }

  private static void decode(Reply event, Consumer<RouteEvent> consumer) {
    if (!isOfOurs(event)) {
      return;
    }
    switch (event.type()) {
      case RouteMessage.RTM_NEWLINK ->
          consumer.accept(new RouteEvent.LinkChanged(Link.decode(event)));
      case RouteMessage.RTM_DELLINK ->
          consumer.accept(new RouteEvent.LinkDeleted(Link.decode(event)));
      case RouteMessage.RTM_NEWADDR ->
          consumer.accept(new RouteEvent.AddressAdded(IfAddress.decode(event)));
      case RouteMessage.RTM_DELADDR ->
          consumer.accept(new RouteEvent.AddressDeleted(IfAddress.decode(event)));
      case RouteMessage.RTM_NEWROUTE ->
          consumer.accept(new RouteEvent.RouteAdded(Route.decode(event)));
      case RouteMessage.RTM_DELROUTE ->
          consumer.accept(new RouteEvent.RouteDeleted(Route.decode(event)));
      case RouteMessage.RTM_NEWRULE ->
          consumer.accept(new RouteEvent.RuleAdded(Rule.decode(event)));
      case RouteMessage.RTM_DELRULE ->
          consumer.accept(new RouteEvent.RuleDeleted(Rule.decode(event)));
      case RouteMessage.RTM_NEWNEIGH ->
          consumer.accept(new RouteEvent.NeighbourChanged(Neighbour.decode(event)));
      case RouteMessage.RTM_DELNEIGH ->
          consumer.accept(new RouteEvent.NeighbourDeleted(Neighbour.decode(event)));
      default -> {
        // The groups carry other messages too, such as router advertisements' effects.
      }
    }
  }

  /**
   * Links come under no family: those under AF_BRIDGE speak of a bridge's ports, and a port that
   * leaves its bridge is reported there as a deleted link. Addresses and routes of other families
   * than IPv4 and IPv6 have other layouts.
   */
  private static boolean isOfOurs(Reply event) {
    int family = event.u8(0);
    boolean isLink =
        event.type() == RouteMessage.RTM_NEWLINK || event.type() == RouteMessage.RTM_DELLINK;
    return isLink ? family == 0 : AddressFamily.ofCode(family).isPresent();
  }
}
