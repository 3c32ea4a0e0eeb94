// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.LinuxException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Has the host drop what is sent to the addresses of masters that do not accept it, and what is
 * sent from them ({@link io.github.jlvs.vrrp.VirtualRouterConfig#acceptMode()}). The whole table is
 * made anew at each change, in one transaction, so that whatever an earlier life or somebody else
 * left in it is gone. While every virtual router accepts, a host is touched once, at the start.
 */
final class AcceptFilter {
  private final Host host;
  private final Reporter reporter;
  private final Map<String, Set<InetAddress>> refused = new HashMap<>();
  private FilterTable table = FilterTable.DEFAULT;

  /** What the host's table holds; empty while that is not known. */
  private Optional<Set<InetAddress>> applied = Optional.empty();

  /** Whether the host's table may hold anything that is this runner's. */
  private boolean touched;

  /** Whether what an earlier life left has been looked after. */
  private boolean swept;

  AcceptFilter(Host host, Reporter reporter) {
    this.host = host;
    this.reporter = reporter;
  }

  /** Uses another table from now on. */
  void use(FilterTable changed) {
    if (changed.equals(table)) {
      return;
    }
    close();
    table = changed;
    if (!refused.isEmpty()) {
      apply(refused.keySet().iterator().next());
    }
  }

  /** A virtual router that does not accept is started: what an earlier life left goes. */
  void begin(String router) {
    if (applied.isEmpty()) {
      apply(router);
    }
  }

  /**
   * The first virtual routers are started, and no address of an earlier life is left: its table
   * goes too, since it would drop packets to the addresses of masters that accept. Where that
   * cannot be done there is no table, as in a kernel without nftables; a router that needs one is
   * told it then.
   */
  void sweep() {
    if (swept) {
      return;
    }
    swept = true;
    if (applied.isEmpty()) {
      try {
        host.refuse(table, Set.of());
        applied = Optional.of(Set.of());
      } catch (LinuxException absent) {
        // What the table holds stays unknown.
      }
    }
  }

  /** A master does not accept: packets to exactly these addresses of its. */
  void refuse(String router, Collection<VirtualAddress> addresses) {
    Set<InetAddress> all = new HashSet<>();
    addresses.forEach(each -> all.add(each.address()));
    boolean news = refused.put(router, all) == null;
    if (apply(router) && news) {
      reporter.tell(new RunnerEvent.AcceptanceChanged(router, false));
    }
  }

  /** It is no longer master, or accepts. */
  void accept(String router) {
    if (refused.remove(router) != null && apply(router)) {
      reporter.tell(new RunnerEvent.AcceptanceChanged(router, true));
    }
  }

  private boolean apply(String router) {
    Set<InetAddress> wanted = new HashSet<>();
    refused.values().forEach(wanted::addAll);
    if (applied.isPresent() && applied.get().equals(wanted)) {
      return true;
    }
    try {
      host.refuse(table, wanted);
      applied = Optional.of(wanted);
      touched |= !wanted.isEmpty();
      return true;
    } catch (LinuxException e) {
      applied = Optional.empty();
      reporter.tell(new RunnerEvent.FilterFailed(router, e));
      return false;
    }
  }

  /** Nothing is left behind. */
  void close() {
    if (!touched || applied.filter(Set::isEmpty).isPresent()) {
      return;
    }
    try {
      host.refuse(table, Set.of());
      applied = Optional.of(Set.of());
    } catch (LinuxException e) {
      applied = Optional.empty();
      reporter.tell(new RunnerEvent.FilterFailed("table " + table.name(), e));
    }
  }
}
