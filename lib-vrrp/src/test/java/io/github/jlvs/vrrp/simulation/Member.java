// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

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

  Member(int routers) {
    lastFrom = new long[routers];
    Arrays.fill(lastFrom, NEVER);
  }

  State state() {
    return state;
  }

  void arrivedIn(State arrived, long local) {
    state = arrived;
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

  /** Takes note of an advertisement given to the state machine. */
  void heard(Packet packet, VirtualRouterConfig config, int ownPriority, long local) {
    if (packet.priority() == 0) {
      lastZero = local;
      firstZero = firstZero == NEVER ? local : firstZero;
      return;
    }
    lastFrom[packet.from()] = local;
    if (packet.priority() >= ownPriority) {
      lastDeserving = local;
      firstZero = NEVER;
      firstLower = NEVER;
      return;
    }
    lastLower = local;
    if (config.preemptDelay().isZero() || config.owner()) {
      firstLower = NEVER;
    } else if (config.preempt() && firstLower == NEVER) {
      firstLower = local;
    }
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
