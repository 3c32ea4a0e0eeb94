// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.route.RouteEvent;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which virtual servers rest, because they have {@code ha_suspend} and this host has not their
 * address. The kernel is listened to while there is one that might. Belongs to the loop's thread.
 */
final class Suspension implements AutoCloseable {
  private final EventLoop loop;
  private final AddressWatch.Opener opener;
  private final DaemonLog log;
  private final boolean detail;
  private final Runnable changed;
  private final HostAddresses addresses = new HostAddresses();
  private Optional<AddressWatch> watch = Optional.empty();

  /**
   * Watches nothing yet.
   *
   * @param detail whether to say each address that has come or gone
   * @param changed told when an address has come or gone
   */
  Suspension(
      EventLoop loop, AddressWatch.Opener opener, DaemonLog log, boolean detail, Runnable changed) {
    this.loop = loop;
    this.opener = opener;
    this.log = log;
    this.detail = detail;
    this.changed = changed;
  }

  /** Goes over to other virtual servers. */
  void reconfigure(Collection<VirtualServerSetup> servers) {
    Set<InetAddress> needed =
        servers.stream()
            .flatMap(server -> server.suspendedWithout().stream())
            .collect(Collectors.toSet());
    if (needed.isEmpty()) {
      close();
    } else if (watch.isEmpty()) {
      AddressWatch opened = opener.open(loop, this::heed);
      watch = Optional.of(opened);
      // What is there already is no news.
      addresses.watch(Set.of());
      List<String> unused = addresses.replace(opened.addresses());
    }
    addresses.watch(needed);
  }

  private void heed(RouteEvent event) {
    List<String> lines =
        event instanceof RouteEvent.Resynchronise && watch.isPresent()
            ? addresses.replace(watch.get().addresses())
            : addresses.heed(event);
    if (detail) {
      lines.forEach(line -> log.line(Part.CHECKERS, line));
    }
    if (!lines.isEmpty()) {
      changed.run();
    }
  }

  /** Those of these that rest now. */
  Set<VirtualServerName> resting(Collection<VirtualServerSetup> servers) {
    Set<VirtualServerName> resting = new HashSet<>();
    for (VirtualServerSetup server : servers) {
      Set<InetAddress> needed = server.suspendedWithout();
      if (!needed.isEmpty() && needed.stream().noneMatch(addresses::has)) {
        resting.add(server.name());
      }
    }
    return resting;
  }

  @Override
  public void close() {
    watch.ifPresent(AddressWatch::close);
    watch = Optional.empty();
  }
}
