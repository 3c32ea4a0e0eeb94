// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.Rule;
import java.util.function.Consumer;

/**
 * Listens to the kernel's changes of links, addresses, routes and rules and reports when one of
 * them may concern us. An event only decides whether the state is read again; the state itself is
 * never taken from it.
 *
 * <p>All events that wait are taken before anything is read again: thousands of them cost one look.
 */
final class HostWatch {
  /** Which changes concern us. */
  interface EventFilter {
    boolean link(Link link);

    boolean added(IfAddress address);

    boolean deleted(IfAddress address);

    boolean added(Route route);

    boolean deleted(Route route);

    boolean deleted(Rule rule);

    /** Events were lost: whatever there is may have changed. */
    void lost();
  }

  /** So that a flood of changes can't keep the loop from its timers. */
  private static final int DATAGRAMS_A_TURN = 1000;

  private final Host host;
  private final EventFilter filter;
  private final Runnable changed;
  private final Consumer<RouteEvent> collector = this::collect;
  private boolean dirty;

  private HostWatch(Host host, EventFilter filter, Runnable changed) {
    this.host = host;
    this.filter = filter;
    this.changed = changed;
  }

  static void start(Host host, EventFilter filter, Runnable changed) {
    host.watchChanges(new HostWatch(host, filter, changed)::read);
  }

  private void read() {
    dirty = false;
    for (int left = DATAGRAMS_A_TURN; left > 0 && more(); left--) {
      // The collector has done it.
    }
    if (dirty) {
      changed.run();
    }
  }

  private boolean more() {
    try {
      return host.events(collector);
    } catch (MalformedMessageException e) {
      filter.lost();
      dirty = true;
      return true;
    }
  }

  /** Neighbours are not watched, and a rule that somebody adds takes none away. */
  private void collect(RouteEvent event) {
    if (event instanceof RouteEvent.LinkChanged link) {
      dirty |= filter.link(link.link());
    } else if (event instanceof RouteEvent.LinkDeleted link) {
      dirty |= filter.link(link.link());
    } else if (event instanceof RouteEvent.AddressAdded address) {
      dirty |= filter.added(address.address());
    } else if (event instanceof RouteEvent.AddressDeleted address) {
      dirty |= filter.deleted(address.address());
    } else if (event instanceof RouteEvent.RouteAdded route) {
      dirty |= filter.added(route.route());
    } else if (event instanceof RouteEvent.RouteDeleted route) {
      dirty |= filter.deleted(route.route());
    } else if (event instanceof RouteEvent.RuleDeleted rule) {
      dirty |= filter.deleted(rule.rule());
    } else if (event instanceof RouteEvent.Resynchronise) {
      filter.lost();
      dirty = true;
    }
  }
}
