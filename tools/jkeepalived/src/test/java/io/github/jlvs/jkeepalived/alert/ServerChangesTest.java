// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerHealth;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.dns.DnsProbe;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.jkeepalived.alert.mail.MailText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of the events of checks, as mail shows it; keepalived 2.2.7 sends these. */
class ServerChangesTest {
  private static final String REAL =
      "Realserver [10.0.0.3]:tcp:8001 of virtual server [10.0.0.1]:tcp:80 - ";
  private static final String VIRTUAL = "Virtualserver [10.0.0.1]:tcp:80 - ";

  private final ServerChanges changes = new ServerChanges();
  private final List<String> told = new ArrayList<>();
  private VirtualServerHealth health = new VirtualServerHealth(server(false));

  private static VirtualServer server(boolean alpha) {
    return server(alpha, at -> TcpProbe.to(at.socketAddress()));
  }

  private static VirtualServer server(boolean alpha, Function<ServiceAddress, Probe> probe) {
    CheckPolicy policy = CheckPolicy.every(Duration.ofSeconds(1)).withAlpha(alpha);
    RealServer real = RealServer.of(Events.SERVER, 1);
    for (int port : List.of(8001, 8002)) {
      ServiceAddress at = ServiceAddress.tcp("10.0.0.3", port);
      real = real.with(new Check(policy, probe.apply(at)));
    }
    return VirtualServer.at(ServiceAddress.tcp("10.0.0.1", 80)).with(real);
  }

  private void start() {
    changes.keepOnly(Set.of(Events.WEB));
    health.start().forEach(event -> hear(Events.health(event)));
    hear(Events.started());
  }

  private void report(int check, CheckState state) {
    RealServer real = health.configuration().realServers().get(0);
    CheckEvent event =
        state == CheckState.UP
            ? new CheckEvent.WentUp(CheckState.UP)
            : new CheckEvent.WentDown(
                0, new ProbeResult.Failure(ProbeResult.Cause.TIMEOUT, "no answer"));
    hear(new HealthRunnerEvent.CheckObserved(Events.WEB, real, real.checks().get(check), event));
    health.report(Events.SERVER, check, state).forEach(each -> hear(Events.health(each)));
  }

  private void hear(HealthRunnerEvent event) {
    changes
        .of(event)
        .map(change -> MailText.of(change, "ds1", Instant.EPOCH))
        .ifPresent(mail -> told.add(mail.subject().substring(6) + " " + mail.body().strip()));
  }

  private void assertTold(String... lines) {
    assertThat(told).containsExactly(lines);
    told.clear();
  }

  @Test
  void a_start_and_a_failure_and_the_way_back() {
    start();
    assertTold(VIRTUAL + "UP => Starting with quorum up 1+0=1 <= 1 <=");
    report(0, CheckState.UP);
    assertTold();
    report(0, CheckState.DOWN);
    assertTold(
        REAL + "DOWN => TCP CHECK failed on service <=",
        VIRTUAL + "DOWN => Lost quorum 1-0=1 > 0 <=");
    report(1, CheckState.DOWN);
    assertTold(REAL + "DOWN => TCP CHECK failed on service <=");
    report(0, CheckState.UP);
    assertTold(REAL + "DOWN => TCP CHECK succeed on service <=");
    report(1, CheckState.UP);
    assertTold(
        REAL + "UP => TCP CHECK succeed on service <=",
        VIRTUAL + "UP => Gained quorum 1+0=1 <= 1 <=");
  }

  @Test
  void a_server_that_begins_as_down() {
    health = new VirtualServerHealth(server(true));
    start();
    assertTold();
    report(0, CheckState.DOWN);
    assertTold(REAL + "DOWN => TCP CHECK failed on service <=");
    report(0, CheckState.UP);
    assertTold(REAL + "DOWN => TCP CHECK succeed on service <=");
    report(1, CheckState.UP);
    assertTold(
        REAL + "UP => TCP CHECK succeed on service <=",
        VIRTUAL + "UP => Gained quorum 1+0=1 <= 1 <=");
  }

  @Test
  void a_check_by_dns_is_told_in_keepalived_s_words() {
    health = new VirtualServerHealth(server(false, at -> DnsProbe.to(at.socketAddress())));
    start();
    told.clear();
    report(0, CheckState.DOWN);
    assertTold(
        REAL + "DOWN => DNS_CHECK: failed on service <=",
        VIRTUAL + "DOWN => Lost quorum 1-0=1 > 0 <=");
    report(0, CheckState.UP);
    assertTold(
        REAL + "UP => DNS_CHECK: succeed on service <=",
        VIRTUAL + "UP => Gained quorum 1+0=1 <= 1 <=");
  }

  /** Whether it is HTTP_GET or SSL_GET, and whatever failed. */
  @Test
  void a_check_by_http_is_told_in_keepalived_s_words() {
    health =
        new VirtualServerHealth(
            server(
                false,
                at ->
                    new HttpProbe(
                        new Transport.Tcp(at.socketAddress()),
                        Optional.empty(),
                        HttpVersion.HTTP_1_0,
                        List.of(HttpUrl.get("/")))));
    start();
    told.clear();
    report(0, CheckState.DOWN);
    report(0, CheckState.UP);
    assertTold(
        REAL + "DOWN => CHECK failed on service : HTTP request failed <=",
        VIRTUAL + "DOWN => Lost quorum 1-0=1 > 0 <=",
        REAL + "UP => CHECK succeed on service <=",
        VIRTUAL + "UP => Gained quorum 1+0=1 <= 1 <=");
  }

  @Test
  void a_check_that_has_succeeded_is_no_cause_of_a_stop() {
    start();
    report(0, CheckState.UP);
    assertThat(changes.of(Events.health(new HealthEvent.RealServerDown(Events.SERVER))))
        .contains(new Change.OfRealServer(Events.WEB, Events.SERVER, false, Optional.empty()));
  }

  @Test
  void what_no_check_found_has_no_cause() {
    start();
    told.clear();
    assertThat(changes.of(Events.health(new HealthEvent.RealServerDown(Events.SERVER))))
        .contains(new Change.OfRealServer(Events.WEB, Events.SERVER, false, Optional.empty()));
    assertThat(changes.of(Events.health(new HealthEvent.VirtualServerDown())))
        .contains(new Change.OfVirtualServer(Events.WEB, false, Optional.empty()));
  }

  @Test
  void one_that_was_taken_out_and_comes_again_starts_anew() {
    start();
    told.clear();
    changes.keepOnly(Set.of());
    health.stop().forEach(event -> hear(Events.health(event)));
    hear(Events.started());
    health = new VirtualServerHealth(server(false));
    start();

    assertTold(VIRTUAL + "UP => Starting with quorum up 1+0=1 <= 1 <=");
  }
}
