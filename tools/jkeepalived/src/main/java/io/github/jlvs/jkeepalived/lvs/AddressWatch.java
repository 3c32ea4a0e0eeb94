// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import io.github.jlvs.netlink.route.RouteSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a loop hears of the addresses of this host. Belongs to the loop's thread, as do those that
 * it tells.
 */
interface AddressWatch extends AutoCloseable {
  /** All addresses at this moment. */
  List<IfAddress> addresses();

  @Override
  void close();

  /** How one comes into being; tests have others. */
  @FunctionalInterface
  interface Opener {
    /**
     * Begins to watch.
     *
     * @param events told of what changes, and of events that were lost
     * @throws io.github.jlvs.linux.LinuxException if the kernel refuses
     */
    AddressWatch open(EventLoop loop, Consumer<RouteEvent> events);
  }

  /** The kernel's. */
  static AddressWatch open(EventLoop loop, Consumer<RouteEvent> events) {
    RouteEvents changes = RouteEvents.ofLinksAndAddresses();
    try {
      RouteSocket socket = RouteSocket.open();
      EventLoop.Watch watch =
          loop.watch(
              changes.descriptor(),
              Epoll.EPOLLIN,
              ready -> {
                boolean unused = changes.await(Duration.ZERO, events);
              });
      return new AddressWatch() {
        @Override
        public List<IfAddress> addresses() {
          return socket.addresses();
        }

        @Override
        public void close() {
          watch.close();
          socket.close();
          changes.close();
        }
      };
    } catch (RuntimeException e) {
      changes.close();
      throw e;
    }
  }
}
