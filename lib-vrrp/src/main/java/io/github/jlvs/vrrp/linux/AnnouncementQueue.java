// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What waits to be announced on one interface. Bursts take turns, a round each: none waits for all
 * of another. One that is asked for again before it is over begins again instead of waiting twice:
 * a peer that has them asked for faster than they may be sent fills no memory.
 */
final class AnnouncementQueue {
  private final Deque<Burst> bursts = new ArrayDeque<>();

  /** One frame to send. */
  record Announcement(RouterSetup router, VirtualAddress address) {}

  /** Rounds over some addresses of one router, and how far they have come. */
  private static final class Burst {
    private final List<VirtualAddress> addresses;
    private RouterSetup router;
    private long framesLeft;
    private int next;

    Burst(RouterSetup router, List<VirtualAddress> addresses) {
      this.router = router;
      this.addresses = List.copyOf(addresses);
    }

    boolean isOf(RouterSetup other, List<VirtualAddress> others) {
      return router.name().equals(other.name()) && addresses.equals(others);
    }

    void begin(RouterSetup latest, int rounds) {
      router = latest;
      framesLeft = Math.max(framesLeft, (long) rounds * addresses.size());
    }

    /** What is left of the rounds, over the addresses that are left. */
    Optional<Burst> keepOnly(RouterSetup after) {
      List<VirtualAddress> left =
          addresses.stream()
              .filter(
                  each ->
                      after.allAddresses().contains(each)
                          && router.deviceOf(each).equals(after.deviceOf(each)))
              .toList();
      if (left.isEmpty()) {
        return Optional.empty();
      }
      Burst shorter = new Burst(after, left);
      long rounds = (framesLeft + addresses.size() - 1) / addresses.size();
      shorter.framesLeft = rounds * left.size();
      return Optional.of(shorter);
    }

    Announcement take() {
      Announcement announcement = new Announcement(router, addresses.get(next));
      next = (next + 1) % addresses.size();
      framesLeft--;
      return announcement;
    }
  }

  void add(RouterSetup router, List<VirtualAddress> addresses, int rounds) {
    if (rounds == 0 || addresses.isEmpty()) {
      return;
    }
    for (Burst burst : bursts) {
      if (burst.isOf(router, addresses)) {
        burst.begin(router, rounds);
        return;
      }
    }
    Burst burst = new Burst(router, addresses);
    burst.begin(router, rounds);
    bursts.addLast(burst);
  }

  boolean isEmpty() {
    return bursts.isEmpty();
  }

  /** The next frame; there must be one. */
  Announcement take() {
    Burst burst = bursts.getFirst();
    Announcement announcement = burst.take();
    if (burst.next == 0 || burst.framesLeft == 0) {
      bursts.removeFirst();
      if (burst.framesLeft > 0) {
        bursts.addLast(burst);
      }
    }
    return announcement;
  }

  /** Leaves out what a router's next setup does not have, or has elsewhere. */
  void keepOnly(RouterSetup after) {
    List<Burst> kept = new ArrayList<>();
    for (Burst burst : bursts) {
      if (burst.router.name().equals(after.name())) {
        burst.keepOnly(after).ifPresent(kept::add);
      } else {
        kept.add(burst);
      }
    }
    bursts.clear();
    bursts.addAll(kept);
  }

  void forget(String router) {
    bursts.removeIf(burst -> burst.router.name().equals(router));
  }
}
