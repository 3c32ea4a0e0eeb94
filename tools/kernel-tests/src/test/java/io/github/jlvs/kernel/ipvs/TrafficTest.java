// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters and connections after real requests through a director. */
@KernelTest
class TrafficTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ServiceId WEB = ServiceId.tcp(GuideNetwork.VIP, 80);

  @Test
  void requests_are_counted_and_their_connections_listed_until_the_server_is_drained(
      Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    GuideNetwork.prepareRealServer(guide.rs1());
    GuideNetwork.serve(guide.rs1());
    guide.ds1().sh("ip addr add " + GuideNetwork.VIP + "/32 dev " + Network.INTERFACE);
    Destination server =
        Destination.of(DestinationId.of("10.1.80.93", 80), Forwarding.DIRECT_ROUTE, 1);
    Table wanted =
        Table.of(Table.Entry.of(VirtualService.of(WEB, "wlc").withPersistence(300), server));
    try (Ipvs ipvs = IpvsadmsView.open(guide.ds1())) {
      ipvs.reconcile(wanted);
      Await.until("the page", SOON, () -> guide.fetch().contains("I'm rs1"));

      // The kernel adds its counters up every two seconds.
      Await.until(
          "counters", SOON, () -> ipvs.service(WEB).orElseThrow().statistics().incomingBytes() > 0);
      DestinationStatus status = ipvs.destinations(WEB).get(0);
      assertThat(status.statistics().connections()).isPositive();
      assertThat(status.statistics().outgoingPackets()).as("replies go around").isZero();
      assertThat(status.persistentConnections()).isEqualTo(1);

      List<Connection> rows = new ArrayList<>();
      ipvs.eachConnection(WEB, rows::add);
      assertThat(rows).anyMatch(Connection::isTemplate);
      assertThat(rows)
          .filteredOn(row -> !row.isTemplate())
          .isNotEmpty()
          .allMatch(row -> row.destination().equals(server.id()))
          .hasSize(
              (int)
                      guide
                          .ds1()
                          .sh("ipvsadm -Lnc")
                          .lines()
                          .filter(line -> line.startsWith("TCP"))
                          .count()
                  - 1);
      ipvs.eachConnection(
          ServiceId.tcp("10.1.80.90", 81),
          row -> {
            throw new AssertionError("of no service: " + row);
          });

      Table without = Table.of(Table.Entry.of(VirtualService.of(WEB, "wlc").withPersistence(300)));
      assertThat(ipvs.reconcile(without, Scope.everything().draining()).last().plan().postponed())
          .hasSize(1);
      assertThat(ipvs.destinations(WEB).get(0).destination()).isEqualTo(server.withWeight(0));

      ipvs.zero(WEB);
      assertThat(ipvs.service(WEB).orElseThrow().statistics()).isEqualTo(Statistics.ZERO);
    }
  }
}
