// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.Link;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the frames by which the neighbours learn where an address is now: gratuitous ARP, and
 * unsolicited neighbour advertisements for IPv6. Each of the two has a queue for every interface,
 * or for several that share a pace ({@link AnnouncementPacing}); without a pace at most {@value
 * #FRAMES_A_TURN} go out before the loop gets to its other work.
 */
final class AddressAnnouncer implements AutoCloseable {
  private static final int FRAMES_A_TURN = 64;
  private static final int ARPHRD_ETHER = 1;
  private static final int WARM_UP_ROUNDS = 50;

  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final AnnouncementFrame frames = new AnnouncementFrame();
  private final Map<Lane, Queue> queues = new HashMap<>();
  private AnnouncementPacing.Lanes lanes = new AnnouncementPacing.Lanes(AnnouncementPacing.NONE);

  /** Frames that wait for each other. */
  private record Lane(Set<String> interfaces, boolean ipv4) {}

  AddressAnnouncer(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
  }

  /** From now on frames are spaced out so; those that wait keep their place. */
  void pace(AnnouncementPacing pacing) {
    lanes = new AnnouncementPacing.Lanes(pacing);
  }

  /** Sends the frames of one lane. */
  private final class Queue {
    private final AnnouncementQueue waiting = new AnnouncementQueue();
    private final Clock.Alarm timer = host.alarm(this::run);
    private long notBefore = Long.MIN_VALUE;
    private int lastError;

    void run() {
      for (int left = FRAMES_A_TURN; left > 0 && !waiting.isEmpty(); left--) {
        if (host.now() < notBefore) {
          timer.arm(notBefore);
          return;
        }
        AnnouncementQueue.Announcement next = waiting.take();
        String interfaceName = next.router().deviceOf(next.address());
        send(next.router().name(), interfaceName, next.address());
        long interval = lanes.nanosBetween(interfaceName, next.address().isIpv4());
        notBefore = interval == 0 ? Long.MIN_VALUE : host.now() + interval;
      }
      if (!waiting.isEmpty()) {
        timer.arm(Math.max(host.now(), notBefore));
      }
    }

    private void send(String router, String interfaceName, VirtualAddress address) {
      Optional<Link> link = network.link(interfaceName);
      if (link.isEmpty() || link.get().type() != ARPHRD_ETHER) {
        return;
      }
      ByteBuffer frame = frames.of(address.address(), link.get().hardwareAddress());
      int result =
          Math.min(
              0,
              host.sendFrame(
                  frame,
                  link.get().index(),
                  AnnouncementFrame.etherType(address.address()),
                  AnnouncementFrame.neighbours(address.address())));
      if (result == 0) {
        reporter.tell(new RunnerEvent.AddressAnnounced(router, interfaceName, address.address()));
      } else if (result != lastError) {
        reporter.tell(
            new RunnerEvent.AnnouncementFailed(
                router, interfaceName, address.address(), Errno.ofResult(result)));
      }
      lastError = result;
    }
  }

  /** Sends what announces an address, on an interface that does not exist. */
  void warmUp(AddressFamily family) {
    InetAddress address = family.unspecified();
    ByteBuffer frame = frames.of(address, new HardwareAddress(new byte[6]));
    byte[] neighbours = AnnouncementFrame.neighbours(address);
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      int unused = host.sendFrame(frame, 0, 0, neighbours);
    }
  }

  /** Announces addresses of a router: a round goes over all before the next begins. */
  void announce(RouterSetup router, List<VirtualAddress> addresses, int rounds) {
    Map<Lane, List<VirtualAddress>> byLane = new LinkedHashMap<>();
    for (VirtualAddress address : addresses) {
      Lane lane = new Lane(lanes.sharing(router.deviceOf(address)), address.isIpv4());
      byLane.computeIfAbsent(lane, absent -> new ArrayList<>()).add(address);
    }
    byLane.forEach(
        (lane, some) -> {
          Queue queue = queues.computeIfAbsent(lane, absent -> new Queue());
          queue.waiting.add(router, some, rounds);
          if (!queue.timer.isArmed()) {
            queue.run();
          }
        });
  }

  /** Forgets what a router still wanted announced and has no more in its next setup. */
  void keepOnly(RouterSetup after) {
    for (Queue queue : queues.values()) {
      queue.waiting.keepOnly(after);
    }
  }

  /** Forgets what a router still wanted announced: it is no longer master. */
  void forget(String router) {
    for (Queue queue : queues.values()) {
      queue.waiting.forget(router);
    }
  }

  @Override
  public void close() {
    for (Queue queue : queues.values()) {
      queue.timer.cancel();
    }
    queues.clear();
  }
}
