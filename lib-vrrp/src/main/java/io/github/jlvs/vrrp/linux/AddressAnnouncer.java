// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.Link;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the frames by which the neighbours learn where an address is now: gratuitous ARP, and
 * unsolicited neighbour advertisements for IPv6. Each interface has a queue; a router's ARP
 * interval spaces the frames out, and without one at most {@value #FRAMES_A_TURN} go out before the
 * loop gets to its other work.
 */
final class AddressAnnouncer implements AutoCloseable {
  private static final int FRAMES_A_TURN = 64;
  private static final int ARPHRD_ETHER = 1;
  private static final int WARM_UP_ROUNDS = 50;

  private final Host host;
  private final HostNetwork network;
  private final Reporter reporter;
  private final AnnouncementFrame frames = new AnnouncementFrame();
  private final Map<String, Queue> queues = new HashMap<>();

  AddressAnnouncer(Host host, HostNetwork network, Reporter reporter) {
    this.host = host;
    this.network = network;
    this.reporter = reporter;
  }

  /** Sends on one interface. */
  private final class Queue {
    private final String interfaceName;
    private final AnnouncementQueue waiting = new AnnouncementQueue();
    private final Clock.Alarm timer = host.alarm(this::run);
    private long notBefore = Long.MIN_VALUE;
    private int lastError;

    Queue(String interfaceName) {
      this.interfaceName = interfaceName;
    }

    void run() {
      for (int left = FRAMES_A_TURN; left > 0 && !waiting.isEmpty(); left--) {
        if (host.now() < notBefore) {
          timer.arm(notBefore);
          return;
        }
        AnnouncementQueue.Announcement next = waiting.take();
        send(next.router().name(), next.address());
        long interval = next.router().arpInterval().toNanos();
        notBefore = interval == 0 ? Long.MIN_VALUE : host.now() + interval;
      }
      if (!waiting.isEmpty()) {
        timer.arm(Math.max(host.now(), notBefore));
      }
    }

    private void send(String router, VirtualAddress address) {
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

  /** Does what announcing an address does, on an interface that does not exist. */
  void warmUp(RouterSetup nobodys) {
    announce(nobodys, nobodys.allAddresses(), WARM_UP_ROUNDS);
    ByteBuffer frame =
        frames.of(AddressFamily.IPV4.unspecified(), new HardwareAddress(new byte[6]));
    byte[] neighbours = AnnouncementFrame.neighbours(AddressFamily.IPV4.unspecified());
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      int unused = host.sendFrame(frame, 0, 0, neighbours);
    }
    forget(nobodys.name());
    queues.clear();
  }

  /** Announces addresses of a router: a round goes over all before the next begins. */
  void announce(RouterSetup router, List<VirtualAddress> addresses, int rounds) {
    Map<String, List<VirtualAddress>> byInterface = new LinkedHashMap<>();
    for (VirtualAddress address : addresses) {
      byInterface
          .computeIfAbsent(router.deviceOf(address), device -> new ArrayList<>())
          .add(address);
    }
    byInterface.forEach(
        (device, some) -> {
          Queue queue = queues.computeIfAbsent(device, Queue::new);
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
