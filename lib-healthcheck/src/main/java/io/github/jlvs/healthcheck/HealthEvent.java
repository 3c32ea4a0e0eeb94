// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/**
 * What happened to a virtual server, in the order keepalived tells it. Changes of the table are
 * told too, for the log; what the table should hold is {@link VirtualServerHealth#desired()},
 * whatever was told.
 */
public sealed interface HealthEvent {

  /** What is told to scripts, pipes and mail, not only logged. */
  sealed interface Notification extends HealthEvent {}

  /**
   * A real server is up.
   *
   * @param server the real server
   */
  record RealServerUp(ServiceAddress server) implements Notification {}

  /**
   * A real server is down.
   *
   * @param server the real server
   */
  record RealServerDown(ServiceAddress server) implements Notification {}

  /** The virtual server is up: the quorum stands ({@code quorum_up}). */
  record VirtualServerUp() implements Notification {}

  /** The virtual server is down: the quorum is lost ({@code quorum_down}). */
  record VirtualServerDown() implements Notification {}

  /**
   * A real server joins those that are up.
   *
   * @param server the real server
   * @param inhibited whether it was in the table with weight 0 meanwhile
   */
  record ServerAdded(ServiceAddress server, boolean inhibited) implements HealthEvent {}

  /**
   * A real server leaves those that are up.
   *
   * @param server the real server
   * @param inhibited whether it stays in the table with weight 0
   */
  record ServerRemoved(ServiceAddress server, boolean inhibited) implements HealthEvent {}

  /**
   * A real server that is down is in the table all the same, with its weight, or comes back into
   * it: fewer than the {@link DepoolThreshold} would be there without it. Told instead of {@link
   * ServerRemoved} where it went down just now.
   *
   * @param server the real server
   * @param minimum how many are there at the least
   * @param configured of how many
   */
  record ServerKept(ServiceAddress server, int minimum, int configured) implements HealthEvent {}

  /**
   * A real server that was kept in the table while it was down is so no longer: it is up, told
   * instead of {@link ServerAdded}, or enough others are, or it was taken out, or the sorry server
   * stands in.
   *
   * @param server the real server
   * @param up whether it stays because it is up; otherwise it leaves
   * @param inhibited whether one that leaves stays with weight 0
   */
  record ServerReleased(ServiceAddress server, boolean up, boolean inhibited)
      implements HealthEvent {}

  /**
   * A real server has another weight.
   *
   * @param server the real server
   * @param before its weight so far
   * @param after its weight from now on
   * @param up whether it is up
   */
  record WeightChanged(ServiceAddress server, int before, int after, boolean up)
      implements HealthEvent {}

  /**
   * A real server is no longer configured.
   *
   * @param server the real server
   */
  record ServerForgotten(ServiceAddress server) implements HealthEvent {}

  /**
   * A real server leaves the table because checking stops.
   *
   * @param server the real server
   * @param inhibited whether it was in the table with weight 0
   */
  record ServerShutDown(ServiceAddress server, boolean inhibited) implements HealthEvent {}

  /**
   * The quorum is gained: {@code quorum + hysteresis <= weight}.
   *
   * @param quorum the quorum
   * @param hysteresis the hysteresis
   * @param weight the sum of weights of the real servers that are up
   */
  record QuorumGained(int quorum, int hysteresis, long weight) implements HealthEvent {}

  /**
   * The quorum is lost: {@code quorum - hysteresis > weight}.
   *
   * @param quorum the quorum
   * @param hysteresis the hysteresis
   * @param weight the sum of weights of the real servers that are up
   */
  record QuorumLost(int quorum, int hysteresis, long weight) implements HealthEvent {}

  /**
   * Checking starts without a quorum: {@code quorum + hysteresis > weight}.
   *
   * @param quorum the quorum
   * @param hysteresis the hysteresis
   * @param weight the sum of weights of the real servers taken for up
   */
  record StartedWithoutQuorum(int quorum, int hysteresis, long weight) implements HealthEvent {}

  /**
   * The sorry server takes over.
   *
   * @param server the sorry server
   */
  record SorryServerAdded(SorryServer server) implements HealthEvent {}

  /**
   * The sorry server hands back.
   *
   * @param server the sorry server
   */
  record SorryServerRemoved(SorryServer server) implements HealthEvent {}

  /** The real servers that are up take no connections: the sorry server stands in. */
  record AliveServersRemoved() implements HealthEvent {}

  /** The real servers that are up take connections again. */
  record AliveServersAdded() implements HealthEvent {}
}
