// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.Arrays;

/** What is seen from outside of one virtual router: its state as told, and what it heard when. */
final class Member {
  static final long NEVER = Long.MIN_VALUE;

  private State state = State.INITIALIZE;
  private boolean addresses;
  private long lastSent = NEVER;
  private long backupSince = NEVER;
  private long lastDeserving = NEVER;
  private long lastZero = NEVER;
  private long firstZero = NEVER;
  private long firstLower = NEVER;
  private long lastLower = NEVER;
  private long lastSpared = NEVER;
  private final long[] lastFrom;

  /** By whose interval it waits: what the last master that it followed said, or its own. */
  private AdvertisementInterval interval;

  private AdvertisementInterval shortest;
  private boolean follows;
  private boolean discards;

  Member(int routers, AdvertisementInterval own) {
    interval = own;
    shortest = own;
    lastFrom = new long[routers];
    Arrays.fill(lastFrom, NEVER);
  }

  State state() {
    return state;
  }

  /** As master it goes by its own; what it waited by is kept for whoever judges how long. */
  void arrivedIn(State arrived, long local, AdvertisementInterval own) {
    state = arrived;
    follows = false;
    if (arrived != State.MASTER) {
      interval = own;
      shortest = own;
    }
    if (arrived == State.BACKUP) {
      backupSince = local;
    }
    firstZero = NEVER;
    firstLower = NEVER;
  }

  boolean addresses() {
    return addresses;
  }

  void addresses(boolean there) {
    addresses = there;
  }

  /** True time of its last advertisement other than priority 0. */
  long lastSent() {
    return lastSent;
  }

  void sent(long now) {
    lastSent = now;
  }

  /** It says so of what it was given just now; asked only where that hangs on the preempt delay. */
  void discards() {
    discards = true;
  }

  /** Takes note of an advertisement given to the state machine. */
  void heard(Packet packet, VirtualRouterConfig config, int ownPriority, long local) {
    boolean discarded = discards;
    discards = false;
    if (config.hearsNobody()) {
      return;
    }
    if (packet.priority() == 0) {
      follows = false;
      lastZero = local;
      firstZero = firstZero == NEVER ? local : firstZero;
      return;
    }
    lastFrom[packet.from()] = local;
    if (packet.priority() >= ownPriority) {
      lastDeserving = local;
      shortest = packet.sender().interval();
      learn(packet, config);
      firstZero = NEVER;
      firstLower = NEVER;
      return;
    }
    lastLower = local;
    boolean preempts = config.preempt() || config.owner();
    boolean delays = !config.preemptDelay().isZero() && !config.owner();
    if (!preempts || (delays && !discarded)) {
      learn(packet, config);
    }
    if (config.preemptDelay().isZero() || config.owner()) {
      firstLower = NEVER;
    } else if (config.preempt() && firstLower == NEVER) {
      firstLower = local;
    }
  }

  /** RFC 9568 section 6.4.2: a backup that follows a master goes by its interval. */
  private void learn(Packet packet, VirtualRouterConfig config) {
    if (state != State.BACKUP) {
      return;
    }
    follows = true;
    if (config.protocol() instanceof Protocol.V3) {
      interval = packet.sender().interval();
      shortest = shortest.centiseconds() < interval.centiseconds() ? shortest : interval;
    }
  }

  /** A reload leaves the interval of a master that it follows alone. */
  void reconfigured(VirtualRouterConfig config) {
    if (!follows || config.protocol() instanceof Protocol.V2) {
      interval = config.interval();
      shortest = interval;
    }
  }

  /** Active_Adver_Interval of a backup, kept when it becomes master. */
  AdvertisementInterval waitsBy() {
    return interval;
  }

  /** The shortest since it became backup or heard at least its own priority. */
  AdvertisementInterval shortestWaitedBy() {
    return shortest;
  }

  /** It was late, and listens once more. */
  void spared(long local) {
    lastSpared = local;
  }

  /** Local time at which it listened once more because it was late. */
  long lastSpared() {
    return lastSpared;
  }

  /** Local time at which it first heard priority 0 after the last master that it followed. */
  long firstZero() {
    return firstZero;
  }

  /** Local time at which it heard the lower priority that began its preempt delay. */
  long firstLower() {
    return firstLower;
  }

  /** Local time at which it last heard a lower priority. */
  long lastLower() {
    return lastLower;
  }

  /** Local time at which it last became backup. */
  long backupSince() {
    return backupSince;
  }

  /** Local time at which it last heard at least its own priority. */
  long lastDeserving() {
    return lastDeserving;
  }

  /** Local time at which it last heard priority 0. */
  long lastZero() {
    return lastZero;
  }

  /** Whether it heard anybody advertise since this local time. */
  boolean heardAnyAfter(long local) {
    for (long heard : lastFrom) {
      if (heard >= local) {
        return true;
      }
    }
    return false;
  }

  /** Local time at which it last heard this router advertise. */
  long lastFrom(int router) {
    return lastFrom[router];
  }
}
