// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What holds of a virtual server whatever its checks say. */
class VirtualServerHealthProperties {
  private static final SorryServer SORRY =
      new SorryServer(ServiceAddress.tcp("127.0.0.1", 9000), false);

  /** One report: this server's only check is in this state. */
  record Report(int server, CheckState state) {}

  @Property
  void noServerThatIsDownTakesConnections(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reports") Report> reports) {
    VirtualServerHealth health = started(vs);
    for (Report report : reports) {
      apply(health, report);
      for (DesiredDestination destination : health.desired()) {
        if (destination.server() instanceof RealServer && destination.weight() > 0) {
          assertThat(health.state(destination.address())).hasValue(CheckState.UP);
        }
      }
    }
  }

  @Property
  void theTableHoldsServersThatAreUpOrInhibitedAndTheSorryServerOnlyBelowTheQuorum(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reports") Report> reports) {
    VirtualServerHealth health = started(vs);
    for (Report report : reports) {
      apply(health, report);
      boolean sorry = !health.quorumStands() && vs.sorryServer().isPresent();
      List<DesiredDestination> expected = new ArrayList<>();
      for (RealServer server : vs.realServers()) {
        boolean up = health.state(server.address()).orElseThrow() == CheckState.UP;
        if ((up && !sorry) || server.inhibitOnFailure()) {
          expected.add(
              new DesiredDestination(server, up && !sorry ? server.weight() : 0, server.weight()));
        }
      }
      if (sorry) {
        expected.add(new DesiredDestination(SORRY, 1));
      }
      assertThat(health.desired()).isEqualTo(expected);
    }
  }

  @Property
  void theQuorumMovesAtItsThresholdsAndStaysWhatItWasBetweenThem(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reports") Report> reports) {
    VirtualServerHealth health = started(vs);
    boolean before = health.quorumStands();
    for (Report report : reports) {
      apply(health, report);
      long weight = weightUp(health);
      if (weight >= vs.quorum() + vs.hysteresis()) {
        assertThat(health.quorumStands()).isTrue();
      } else if (weight < vs.quorum() - vs.hysteresis()) {
        assertThat(health.quorumStands()).isFalse();
      } else {
        assertThat(health.quorumStands()).as("inside the band").isEqualTo(before);
      }
      before = health.quorumStands();
    }
  }

  @Property
  void notificationsAlternateUpAndDown(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reportsAndDecisions") Object> steps) {
    VirtualServerHealth health = new VirtualServerHealth(vs);
    List<HealthEvent> told = new ArrayList<>(health.start());
    Map<ServiceAddress, AdministrativeState> decided = new HashMap<>();
    for (Object step : steps) {
      told.addAll(apply(health, step, decided));
    }
    List<HealthEvent> virtualServer =
        told.stream()
            .filter(
                e ->
                    e instanceof HealthEvent.VirtualServerUp
                        || e instanceof HealthEvent.VirtualServerDown)
            .toList();
    for (int i = 1; i < virtualServer.size(); i++) {
      assertThat(virtualServer.get(i)).isNotEqualTo(virtualServer.get(i - 1));
    }
    for (RealServer server : vs.realServers()) {
      List<HealthEvent> changes =
          told.stream()
              .filter(
                  e ->
                      e.equals(new HealthEvent.RealServerUp(server.address()))
                          || e.equals(new HealthEvent.RealServerDown(server.address())))
              .toList();
      for (int i = 1; i < changes.size(); i++) {
        assertThat(changes.get(i)).isNotEqualTo(changes.get(i - 1));
      }
    }
  }

  @Property
  void aReloadWithNothingNewChangesNothing(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reports") Report> reports) {
    VirtualServerHealth health = started(vs);
    for (Report report : reports) {
      apply(health, report);
    }
    List<DesiredDestination> before = health.desired();
    assertThat(health.reconfigure(vs)).isEmpty();
    assertThat(health.desired()).isEqualTo(before);
  }

  /** Whatever happened meanwhile: what was decided and taken back has left no trace. */
  @Property
  void whatAnOperatorTakesBackIsAsIfItHadNeverBeen(
      @ForAll("virtualServers") VirtualServer vs,
      @ForAll @Size(max = 40) List<@From("reportsAndDecisions") Object> steps) {
    VirtualServerHealth untouched = started(vs.withQuorum(vs.quorum(), 0));
    VirtualServerHealth health = started(vs.withQuorum(vs.quorum(), 0));
    Map<ServiceAddress, AdministrativeState> decided = new HashMap<>();
    for (Object step : steps) {
      var unused = apply(health, step, decided);
      if (step instanceof Report report) {
        var unusedToo = apply(untouched, report);
      }
      for (DesiredDestination each : health.desired()) {
        AdministrativeState state = decided.get(each.address());
        assertThat(state instanceof AdministrativeState.Disabled).isFalse();
        if (state instanceof AdministrativeState.Drained) {
          assertThat(each.weight()).isZero();
        } else if (state instanceof AdministrativeState.Weighted weighted) {
          assertThat(each.weight()).isIn(0, weighted.weight());
        }
      }
    }
    var unused = health.administer(Map.of());

    assertThat(health.desired()).isEqualTo(untouched.desired());
    assertThat(health.quorumStands()).isEqualTo(untouched.quorumStands());
  }

  private record Decision(int server, Optional<AdministrativeState> state) {}

  @Provide
  Arbitrary<Object> reportsAndDecisions() {
    Arbitrary<Optional<AdministrativeState>> state =
        Arbitraries.of(
            Optional.empty(),
            Optional.of(new AdministrativeState.Drained()),
            Optional.of(new AdministrativeState.Disabled()),
            Optional.of(new AdministrativeState.Weighted(7)));
    Arbitrary<Object> decisions =
        Combinators.combine(Arbitraries.integers().between(0, 4), state).as(Decision::new);
    return Arbitraries.oneOf(decisions, reports().map(each -> (Object) each));
  }

  /** All at the same address, each with a check. */
  static Arbitrary<RealServer> realServers() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(VirtualServerHealthProperties::realServer);
  }

  @Provide
  Arbitrary<VirtualServer> virtualServers() {
    Arbitrary<RealServer> server = realServers();
    Arbitrary<int[]> quorum =
        Arbitraries.integers()
            .between(1, 8)
            .flatMap(
                q ->
                    Arbitraries.integers()
                        .between(0, q - 1)
                        .map(hysteresis -> new int[] {q, hysteresis}));
    return Combinators.combine(
            server.list().ofMinSize(0).ofMaxSize(5), quorum, Arbitraries.of(true, false))
        .as(
            (servers, q, sorry) -> {
              VirtualServer vs = VirtualServer.at(ServiceAddress.tcp("10.1.80.90", 80));
              for (int i = 0; i < servers.size(); i++) {
                RealServer s = servers.get(i);
                vs =
                    vs.with(
                        new RealServer(address(i), s.weight(), s.inhibitOnFailure(), s.checks()));
              }
              vs = vs.withQuorum(q[0], q[1]);
              return sorry ? vs.withSorryServer(SORRY) : vs;
            });
  }

  @Provide
  Arbitrary<Report> reports() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4), Arbitraries.of(CheckState.class))
        .as(Report::new);
  }

  private static RealServer realServer(int weight, boolean inhibit, boolean alpha) {
    ServiceAddress address = address(0);
    Check check =
        new Check(CheckPolicy.DEFAULT.withAlpha(alpha), TcpProbe.to(address.socketAddress()));
    return RealServer.of(address, weight).with(check).withInhibitOnFailure(inhibit);
  }

  private static ServiceAddress address(int server) {
    return ServiceAddress.tcp("10.1.80." + (100 + server), 80);
  }

  private static VirtualServerHealth started(VirtualServer vs) {
    VirtualServerHealth health = new VirtualServerHealth(vs);
    health.start();
    return health;
  }

  private static List<HealthEvent> apply(VirtualServerHealth health, Report report) {
    return health.report(address(report.server()), 0, report.state());
  }

  private static List<HealthEvent> apply(
      VirtualServerHealth health, Object step, Map<ServiceAddress, AdministrativeState> decided) {
    if (step instanceof Decision decision) {
      ServiceAddress server = address(decision.server());
      decision
          .state()
          .ifPresentOrElse(state -> decided.put(server, state), () -> decided.remove(server));
      return health.administer(decided);
    }
    return apply(health, (Report) step);
  }

  private static long weightUp(VirtualServerHealth health) {
    List<RealServer> servers = health.configuration().realServers();
    return IntStream.range(0, servers.size())
        .filter(i -> health.state(servers.get(i).address()).orElseThrow() == CheckState.UP)
        .mapToLong(i -> servers.get(i).weight())
        .sum();
  }
}
