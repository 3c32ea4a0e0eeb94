// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerHealth;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A reload ends where a start would that found the states of what stays. */
class ReloadProperties {
  private static final ServiceAddress SORRY = ServiceAddress.tcp("10.1.80.99", 80);

  /** A check of a server that answers, or of one that refuses. */
  record Checked(boolean answers, boolean alpha, int retry) {}

  record Real(int number, int weight, boolean inhibit, List<Checked> checks) {}

  record Virtual(int number, int quorum, boolean sorry, List<Real> servers) {}

  /** The first tries come at once; those after a reload do not come while the test looks. */
  private static final class Warmups implements RandomGenerator {
    private boolean patient;
    private int drawn;

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("only up to a bound");
    }

    @Override
    public long nextLong(long bound) {
      drawn++;
      return patient ? bound - 1 : 0;
    }
  }

  @Property(tries = 200)
  void a_reload_ends_where_a_start_would(
      @ForAll("configurations") List<Virtual> before, @ForAll("configurations") List<Virtual> next)
      throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Resetting answering = Resetting.all(listening);
        ChecksOnALoop on = new ChecksOnALoop()) {
      Warmups warmups = new Warmups();
      HealthRunner checks = HealthRunner.open(on.loop, warmups, on);
      checks.reconfigure(real(before, listening.getLocalPort()));
      on.until(
          () ->
              checks.virtualServers().stream()
                  .flatMap(virtual -> virtual.realServers().stream())
                  .flatMap(server -> server.checks().stream())
                  .allMatch(check -> check.lastResult().isPresent()));
      assertThat(answering.count()).isNotNegative();
      Map<VirtualServerName, Map<ServiceAddress, RealServerStatus>> known = servers(checks);
      warmups.patient = true;
      warmups.drawn = 0;
      int created = 0;

      checks.reconfigure(real(next, listening.getLocalPort()));

      for (VirtualServerStatus virtual : checks.virtualServers()) {
        Map<ServiceAddress, RealServerStatus> ofBefore =
            known.getOrDefault(virtual.name(), Map.of());
        for (RealServerStatus server : virtual.realServers()) {
          Optional<RealServerStatus> same =
              Optional.ofNullable(ofBefore.get(server.server().address()));
          for (int i = 0; i < server.checks().size(); i++) {
            CheckStatus status = server.checks().get(i);
            long alike =
                server.checks().stream()
                    .limit(i)
                    .filter(other -> other.check().equals(status.check()))
                    .count();
            Optional<CheckStatus> kept = kept(same, status.check(), alike);
            created += kept.isPresent() ? 0 : 1;
            assertThat(status).isEqualTo(kept.orElseGet(() -> fresh(same, status.check())));
          }
        }
        assertThat(virtual.desired()).isEqualTo(startedWith(virtual, next, listening).desired());
        assertThat(on.desired.get(virtual.name())).isEqualTo(virtual.desired());
      }
      assertThat(checks.virtualServers()).hasSameSizeAs(next);
      assertThat(warmups.drawn).as("checks that begin anew").isEqualTo(created);
      checks.close();
    }
  }

  /**
   * An equal check goes on with what it knows, and with its timer; of several that are alike each
   * with its own.
   */
  private static Optional<CheckStatus> kept(
      Optional<RealServerStatus> before, Check check, long alike) {
    return before.stream()
        .flatMap(server -> server.checks().stream())
        .filter(status -> status.check().equals(check))
        .skip(alike)
        .findFirst();
  }

  /** A new check of a server that stays takes its state, whatever {@code alpha} says. */
  private static CheckStatus fresh(Optional<RealServerStatus> before, Check check) {
    CheckState first = check.policy().alpha() ? CheckState.DOWN : CheckState.UP;
    return new CheckStatus(
        check, before.map(RealServerStatus::state).orElse(first), Optional.empty());
  }

  /** The health of a start that is told the states at once. */
  private static VirtualServerHealth startedWith(
      VirtualServerStatus virtual, List<Virtual> configuration, ServerSocket listening) {
    VirtualServer configured =
        real(configuration, listening.getLocalPort()).stream()
            .filter(server -> server.name().equals(virtual.name()))
            .findFirst()
            .orElseThrow();
    VirtualServerHealth health = new VirtualServerHealth(configured);
    health.start();
    for (RealServerStatus server : virtual.realServers()) {
      IntStream.range(0, server.checks().size())
          .forEach(
              i -> health.report(server.server().address(), i, server.checks().get(i).state()));
    }
    return health;
  }

  private static Map<VirtualServerName, Map<ServiceAddress, RealServerStatus>> servers(
      HealthRunner checks) {
    Map<VirtualServerName, Map<ServiceAddress, RealServerStatus>> servers = new HashMap<>();
    for (VirtualServerStatus virtual : checks.virtualServers()) {
      Map<ServiceAddress, RealServerStatus> ofVirtual = new HashMap<>();
      virtual.realServers().forEach(real -> ofVirtual.put(real.server().address(), real));
      servers.put(virtual.name(), ofVirtual);
    }
    return servers;
  }

  private static List<VirtualServer> real(List<Virtual> servers, int port) {
    return servers.stream().map(virtual -> real(virtual, port)).toList();
  }

  private static VirtualServer real(Virtual virtual, int port) {
    VirtualServer server =
        VirtualServer.at(ServiceAddress.tcp("10.1.80." + virtual.number, 80))
            .withQuorum(virtual.quorum, 0);
    server = virtual.sorry ? server.withSorryServer(new SorryServer(SORRY, false)) : server;
    for (Real real : virtual.servers) {
      RealServer configured =
          RealServer.of(ServiceAddress.tcp("10.1.81." + real.number, 80), real.weight)
              .withInhibitOnFailure(real.inhibit);
      for (Checked checked : real.checks) {
        InetSocketAddress target =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), checked.answers ? port : 1);
        configured =
            configured.with(
                new Check(
                    CheckPolicy.every(Duration.ofHours(1))
                        .withAlpha(checked.alpha)
                        .withRetry(checked.retry, Duration.ofHours(1)),
                    TcpProbe.to(target)));
      }
      server = server.with(configured);
    }
    return server;
  }

  @Provide
  Arbitrary<List<Virtual>> configurations() {
    Arbitrary<Checked> checked =
        Combinators.combine(
                Arbitraries.of(true, false),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 1))
            .as(Checked::new);
    Arbitrary<Real> real =
        Combinators.combine(
                Arbitraries.integers().between(1, 4),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(true, false),
                checked.list().ofMaxSize(2))
            .as(Real::new);
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 5),
            Arbitraries.of(true, false),
            real.list().uniqueElements(Real::number).ofMaxSize(4))
        .as(Virtual::new)
        .list()
        .uniqueElements(Virtual::number)
        .ofMaxSize(3);
  }
}
