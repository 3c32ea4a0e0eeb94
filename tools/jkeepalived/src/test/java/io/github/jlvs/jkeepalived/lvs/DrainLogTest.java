// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.lvs.Draining.Leaving;
import io.github.jlvs.jkeepalived.lvs.Draining.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class DrainLogTest {
  private static final Leaving LEAVING =
      new Leaving(
          ServiceId.tcp("10.0.0.1", 80),
          Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.MASQUERADE, 7),
          Duration.ofSeconds(30),
          "[10.0.1.1]:tcp:80",
          "[10.0.0.1]:tcp:80");
  private static final String OF = "[10.0.1.1]:tcp:80 of VS [10.0.0.1]:tcp:80";

  private final List<DaemonEvent> events = new ArrayList<>();

  @Test
  void each_begins_and_ends_with_a_line() {
    assertThat(
            said(
                () -> true,
                new News.Began(LEAVING, true),
                new News.Drained(LEAVING),
                new News.LimitReached(LEAVING, 1),
                new News.LimitReached(LEAVING, 2),
                new News.Returned(LEAVING),
                new News.Gone(LEAVING),
                new News.Emptied("[10.0.1.1]:tcp:80", "[10.0.0.1]:tcp:80")))
        .containsExactly(
            "Draining service " + OF + " for 30 s at the most",
            "Draining of service " + OF + " is over: drained",
            "Draining of service " + OF + " is over: limit reached with 1 connection",
            "Draining of service " + OF + " is over: limit reached with 2 connections",
            "Draining of service " + OF + " is over: it is back",
            "Draining of service " + OF + " is over: removed before",
            "Draining of service "
                + OF
                + " is over: no connection is left; it keeps weight 0 until it is enabled");
  }

  @Test
  void that_remembered_clients_go_on_arriving_is_said_once_and_only_where_they_do() {
    String clients =
        "Clients that a persistent virtual server remembers go on arriving at a server that drains:"
            + " set net.ipv4.vs.expire_quiescent_template to 1 to send them elsewhere (said once)";

    assertThat(said(() -> false, new News.Began(LEAVING, true), new News.Began(LEAVING, true)))
        .filteredOn(line -> line.startsWith("Clients"))
        .containsExactly(clients);
    assertThat(said(() -> false, new News.Began(LEAVING, false))).hasSize(1);
    assertThat(said(() -> true, new News.Began(LEAVING, true))).hasSize(1);
  }

  @Test
  void each_is_an_event_as_well() {
    List<String> unused =
        said(() -> true, new News.Began(LEAVING, false), new News.LimitReached(LEAVING, 2));

    assertThat(events)
        .extracting(event -> event.told().to().orElseThrow() + " " + event.told().text())
        .containsExactly(
            "BEGUN drains for 30 s at the most",
            "OVER draining is over: limit reached with 2 connections");
  }

  private List<String> said(BooleanSupplier templatesExpire, News... news) {
    Said said = new Said();
    try (DaemonLog log = said.log()) {
      DrainLog drainLog = new DrainLog(log, events::add, templatesExpire);
      List.of(news).forEach(each -> drainLog.say(List.of(each)));
    }
    return said.lines();
  }
}
