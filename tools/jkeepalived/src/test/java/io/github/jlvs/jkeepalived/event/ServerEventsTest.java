// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

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
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the events of checks. */
class ServerEventsTest {
  private final ServerEvents events = new ServerEvents();
  private final List<String> told = new ArrayList<>();
  private final RealServer first = checked(1);
  private final RealServer second = checked(2);
  private VirtualServerHealth health =
      new VirtualServerHealth(
          VirtualServer.at(ServiceAddress.tcp("10.1.0.50", 80)).with(first).with(second));

  private static RealServer checked(int number) {
    ServiceAddress at = ServiceAddress.tcp("10.1.0." + number, 80);
    CheckPolicy policy = CheckPolicy.every(Duration.ofSeconds(1));
    return RealServer.of(at, 1).with(new Check(policy, TcpProbe.to(at.socketAddress())));
  }

  private void hear(HealthRunnerEvent event) {
    events
        .of(event)
        .map(DaemonEvent::told)
        .ifPresent(
            one ->
                told.add(
                    one.kind().word()
                        + one.server().map(server -> " " + server).orElse("")
                        + ": "
                        + one.text()));
  }

  private void hear(List<HealthEvent> all) {
    all.forEach(event -> hear(new HealthRunnerEvent.Observed(EveryEvent.WEB, event)));
  }

  private void find(RealServer server, CheckEvent event) {
    hear(
        new HealthRunnerEvent.CheckObserved(EveryEvent.WEB, server, server.checks().get(0), event));
    if (!(event instanceof CheckEvent.TryFailed)) {
      boolean up = event instanceof CheckEvent.WentUp;
      hear(health.report(server.address(), 0, up ? CheckState.UP : CheckState.DOWN));
    }
  }

  private static CheckEvent down(String detail) {
    return new CheckEvent.WentDown(0, new ProbeResult.Failure(ProbeResult.Cause.TIMEOUT, detail));
  }

  @Test
  void a_server_that_is_taken_for_up_is_no_news() {
    hear(health.start());

    assertThat(told)
        .containsExactly(
            "service.quorum: the quorum of 1 is there: the weights that are up make 2");
  }

  @Test
  void a_server_dies_and_returns_for_what_its_check_has_found() {
    hear(health.start());
    told.clear();
    find(
        first,
        new CheckEvent.TryFailed(1, 1, new ProbeResult.Failure(ProbeResult.Cause.FAILED, "x")));
    find(first, down("Connection refused"));
    find(second, down(""));
    find(first, new CheckEvent.WentUp(CheckState.DOWN));

    assertThat(told)
        .containsExactly(
            "server.state [10.1.0.1]:tcp:80: DOWN: TCP_CHECK: Connection refused",
            "server.state [10.1.0.2]:tcp:80: DOWN: TCP_CHECK",
            "service.quorum: the quorum of 1 is lost: the weights that are up make 0",
            "server.state [10.1.0.1]:tcp:80: UP: TCP_CHECK",
            "service.quorum: the quorum of 1 is there: the weights that are up make 1");
  }

  @Test
  void what_another_servers_check_found_explains_nothing() {
    hear(health.start());
    told.clear();
    hear(
        new HealthRunnerEvent.CheckObserved(
            EveryEvent.WEB, second, second.checks().get(0), down("no answer")));
    hear(List.of(new HealthEvent.RealServerDown(first.address())));

    assertThat(told).containsExactly("server.state [10.1.0.1]:tcp:80: DOWN");
  }

  @Test
  void a_success_does_not_explain_that_a_server_goes_down_at_a_stop() {
    hear(health.start());
    told.clear();
    find(first, new CheckEvent.WentUp(CheckState.UP));
    hear(List.of(new HealthEvent.RealServerDown(first.address())));

    assertThat(told).containsExactly("server.state [10.1.0.1]:tcp:80: DOWN");
  }

  @Test
  void a_sorry_server_and_a_weight_are_told() {
    hear(
        List.of(
            new HealthEvent.WeightChanged(first.address(), 1, 5, true),
            new HealthEvent.VirtualServerUp()));

    assertThat(told).containsExactly("server.weight [10.1.0.1]:tcp:80: weight 1 to 5");
  }
}
