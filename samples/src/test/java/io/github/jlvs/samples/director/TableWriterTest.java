// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent.DesiredChanged;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.net.AddressFamily;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What health says is in the table, with nobody else's services touched. */
class TableWriterTest {
  private static final VirtualServerName WEB =
      new VirtualServerName.Address(ServiceAddress.tcp("10.1.80.90", 80));
  private static final VirtualServerName NAMES =
      new VirtualServerName.Address(ServiceAddress.udp("10.1.80.90", 53));
  private static final DirectorTable DIRECT = new DirectorTable("wlc", Forwarding.DIRECT_ROUTE);

  private static DesiredDestination server(String address, int port, int weight) {
    RealServer server = RealServer.of(ServiceAddress.tcp(address, port), weight);
    return new DesiredDestination(server, weight);
  }

  private static String table(Ipvs ipvs) {
    return ipvs.snapshot().table().toString();
  }

  @Test
  void the_table_is_what_the_last_word_of_health_was() throws Exception {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    try (Ipvs ipvs = kernel.open();
        Ipvs mine = kernel.open()) {
      mine.add(VirtualService.of(ServiceId.mark(7), "rr"));
      try (TableWriter writer = new TableWriter(ipvs, DIRECT, log::add)) {
        for (int weight = 1; weight <= 100; weight++) {
          writer.event(new DesiredChanged(WEB, List.of(server("10.1.80.93", 80, weight))));
        }
        writer.event(
            new DesiredChanged(
                WEB, List.of(server("10.1.80.93", 8080, 2), server("10.1.80.95", 80, 1))));
        writer.event(new DesiredChanged(NAMES, List.of()));
      }

      assertThat(table(mine))
          .isEqualTo(
              """
              -A -t 10.1.80.90:80 -s wlc
              -a -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 2
              -a -t 10.1.80.90:80 -r 10.1.80.95:80 -g -w 1
              -A -u 10.1.80.90:53 -s wlc
              -A -f 7 -s rr
              """);
    }
    assertThat(log).isNotEmpty().hasSizeLessThan(100);
  }

  @Test
  void a_refusal_is_told_and_the_next_change_tries_again() throws Exception {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    DirectorTable strange = new DirectorTable("weighted", Forwarding.MASQUERADE);
    try (Ipvs ipvs = kernel.open()) {
      try (TableWriter writer = new TableWriter(ipvs, strange, log::add)) {
        writer.event(new DesiredChanged(WEB, List.of(server("10.1.80.93", 8080, 1))));
      }
      assertThat(ipvs.services()).isEmpty();
    }
    assertThat(log.stream().collect(Collectors.joining())).contains("weighted");
  }

  @Test
  void masquerading_keeps_the_port_of_the_server() {
    assertThat(
            new DirectorTable("wlc", Forwarding.MASQUERADE)
                .entry(WEB, List.of(server("10.1.80.93", 8080, 1)))
                .destinations())
        .singleElement()
        .asString()
        .contains("10.1.80.93:8080 -m");
  }

  @Test
  void a_virtual_server_without_one_address_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DIRECT.entry(new VirtualServerName.FirewallMark(7, AddressFamily.IPV4), List.of()));
  }
}
