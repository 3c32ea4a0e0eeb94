// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.route.InterfaceAddress;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Listens to the kernel's changes of links and addresses and says when one of them may concern us.
 * What it means is then read from the kernel anew: an event tells that something has changed, never
 * what is.
 */
final class HostWatch implements AutoCloseable {
  /** Which changes concern us. */
  interface Concern {
    boolean link(String name, int index);

    boolean added(InterfaceAddress address);

    boolean deleted(InterfaceAddress address);
  }

  private final RouteEvents events;
  private final EventLoop.Watch watch;
  private final Concern concern;
  private final Runnable changed;
  private final Consumer<RouteEvent> collector = this::collect;
  private boolean dirty;

  HostWatch(EventLoop loop, NetlinkOptions options, Concern concern, Runnable changed) {
    this.concern = concern;
    this.changed = changed;
    this.events = RouteEvents.ofLinksAndAddresses(options);
    try {
      this.watch = loop.watch(events.descriptor(), Epoll.EPOLLIN, ready -> read());
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
  }

  /** One datagram a turn: the loop calls again for the next. */
  private void read() {
    dirty = false;
    try {
      boolean unused = events.await(Duration.ZERO, collector);
    } catch (MalformedMessageException e) {
      dirty = true;
    }
    if (dirty) {
      changed.run();
    }
  }

  private void collect(RouteEvent event) {
    if (event instanceof RouteEvent.LinkChanged link) {
      dirty |= concern.link(link.link().name(), link.link().index());
    } else if (event instanceof RouteEvent.LinkDeleted link) {
      dirty |= concern.link(link.link().name(), link.link().index());
    } else if (event instanceof RouteEvent.AddressAdded address) {
      dirty |= concern.added(address.address());
    } else if (event instanceof RouteEvent.AddressDeleted address) {
      dirty |= concern.deleted(address.address());
    } else if (event instanceof RouteEvent.Resynchronise) {
      dirty = true;
    }
  }

  @Override
  public void close() {
    watch.close();
    events.close();
  }
}
