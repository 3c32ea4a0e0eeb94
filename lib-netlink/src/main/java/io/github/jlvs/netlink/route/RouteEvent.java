// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

/** A change that the kernel reports. */
public sealed interface RouteEvent {
  /**
   * A link is new or changed.
   *
   * @param link its present state
   */
  record LinkChanged(Link link) implements RouteEvent {}

  /**
   * A link is gone.
   *
   * @param link its last state
   */
  record LinkDeleted(Link link) implements RouteEvent {}

  /**
   * An address is new or changed.
   *
   * @param address its present state
   */
  record AddressAdded(IfAddress address) implements RouteEvent {}

  /**
   * An address is gone.
   *
   * @param address its last state
   */
  record AddressDeleted(IfAddress address) implements RouteEvent {}

  /**
   * A route is new or changed.
   *
   * @param route its present state
   */
  record RouteAdded(Route route) implements RouteEvent {}

  /**
   * A route is gone.
   *
   * @param route its last state
   */
  record RouteDeleted(Route route) implements RouteEvent {}

  /**
   * A rule is new.
   *
   * @param rule the rule
   */
  record RuleAdded(Rule rule) implements RouteEvent {}

  /**
   * A rule is gone.
   *
   * @param rule the rule
   */
  record RuleDeleted(Rule rule) implements RouteEvent {}

  /**
   * A neighbour is new or changed.
   *
   * @param neighbour its present state
   */
  record NeighbourChanged(Neighbour neighbour) implements RouteEvent {}

  /**
   * A neighbour is forgotten.
   *
   * @param neighbour its last state
   */
  record NeighbourDeleted(Neighbour neighbour) implements RouteEvent {}

  /** The kernel had to drop events: read everything anew. */
  record Resynchronise() implements RouteEvent {}
}
