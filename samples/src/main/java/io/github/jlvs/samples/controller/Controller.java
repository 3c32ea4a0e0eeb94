// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.controller;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Step 5: the table follows the health of the servers. */
public final class Controller {
  private static final VirtualService WEB =
      VirtualService.of(ServiceId.tcp("10.1.80.90", 80), "wlc");

  /** What the checks want, as a table. */
  static Table table(List<DesiredDestination> servers) {
    List<Destination> destinations =
        servers.stream()
            .map(
                server ->
                    Destination.of(
                        new DestinationId(server.address().address(), 80),
                        Forwarding.DIRECT_ROUTE,
                        server.weight()))
            .toList();
    return Table.of(new Table.Entry(WEB, destinations));
  }

  /** Makes the kernel's table that of the servers that answer. */
  static Reconciliation follow(Ipvs ipvs, List<DesiredDestination> servers) {
    Table desired = table(servers);
    return ipvs.reconcile(desired, Scope.only(desired.serviceIds()));
  }

  private static void hear(HealthRunnerEvent event, Queue<List<DesiredDestination>> news) {
    if (event instanceof HealthRunnerEvent.DesiredChanged changed) {
      news.add(changed.desired());
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    // The listener runs on the thread of the checks and must not wait for the kernel.
    LinkedBlockingQueue<List<DesiredDestination>> news = new LinkedBlockingQueue<>();
    try (Ipvs ipvs = Ipvs.open();
        HealthDaemon health =
            HealthDaemon.start(List.of(WatchServers.web()), event -> hear(event, news))) {
      while (!health.ended().isDone()) {
        List<DesiredDestination> servers = news.poll(1, TimeUnit.SECONDS);
        if (servers != null) {
          System.out.print(follow(ipvs, servers));
        }
      }
    }
  }
}
