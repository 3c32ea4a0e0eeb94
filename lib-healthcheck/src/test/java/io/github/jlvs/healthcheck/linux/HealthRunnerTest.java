// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.descriptors;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.service;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.net.AddressFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starting, reloading and ending many checks on one loop. */
class HealthRunnerTest {
  private static final CheckPolicy PATIENT = FAST.withConnectTimeout(Duration.ofHours(1));
  private static final VirtualServerName OTHER =
      new VirtualServerName.FirewallMark(1, AddressFamily.IPV4);
  private static final ServiceAddress UNCHECKED = ServiceAddress.tcp("10.1.80.95", 80);

  private final ChecksOnALoop on = new ChecksOnALoop();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aReloadThatChangesNothingTellsNothingAndKeepsWhatIsKnown() throws Exception {
    List<VirtualServer> configuration = List.of(virtualServer(refused()));
    on.checks.reconfigure(configuration);
    on.until(() -> on.table().isEmpty());
    on.log.clear();
    on.desired.clear();

    on.checks.reconfigure(configuration);

    assertThat(on.log).isEmpty();
    assertThat(on.desired).isEmpty();
    assertThat(on.onlyCheck().state()).isEqualTo(CheckState.DOWN);
    assertThat(on.onlyCheck().lastResult()).isPresent();
  }

  @Test
  void itIsKnownSinceWhenAServerIsWhatItIs() throws Exception {
    List<VirtualServer> configuration = List.of(virtualServer(refused()));
    Instant before = Instant.now();
    on.checks.reconfigure(configuration);
    RealServerStatus first = onlyServer();
    on.until(() -> on.table().isEmpty());
    RealServerStatus second = onlyServer();
    on.checks.reconfigure(configuration);

    assertThat(first.state()).isEqualTo(CheckState.UP);
    assertThat(first.since()).isBetween(before, second.since());
    assertThat(second.state()).isEqualTo(CheckState.DOWN);
    assertThat(second.since()).isBetween(first.since(), Instant.now());
    assertThat(onlyServer().since()).isEqualTo(second.since());
  }

  @Test
  void aVirtualServerOfWhichNothingHasChangedIsTheSameObject() throws Exception {
    RealServer down = refused();
    List<VirtualServer> configuration = List.of(virtualServer(down));
    on.checks.reconfigure(configuration);
    VirtualServerStatus untried = on.checks.virtualServers().get(0);
    assertThat(on.checks.virtualServers().get(0)).isSameAs(untried);

    on.until(() -> on.table().isEmpty());
    VirtualServerStatus failed = on.checks.virtualServers().get(0);
    assertThat(failed).isNotEqualTo(untried);
    on.checks.reconfigure(configuration);
    assertThat(on.checks.virtualServers().get(0)).isSameAs(failed);

    on.checks.administer(
        Map.of(failed.name(), Map.of(down.address(), new AdministrativeState.Weighted(9))));
    try (ServerSocket back = listen(down.address().port())) {
      on.until(() -> !on.table().isEmpty());
      assertThat(on.checks.virtualServers().get(0).desired().get(0).weight()).isEqualTo(9);
      assertThat(onlyServer().state()).isEqualTo(CheckState.UP);
      assertThat(onlyServer().checks().get(0).lastResult()).contains(ProbeResult.SUCCESS);
    }
  }

  @Test
  void whatAListenerIsToldOfIsInTheStatusFromThenOn() throws Exception {
    on.checks.reconfigure(List.of(virtualServer(refused())));
    on.whenTold = () -> assertThat(on.checks.virtualServers()).hasSize(1);
    on.until(() -> on.table().isEmpty());
    assertThat(onlyServer().state()).isEqualTo(CheckState.DOWN);
    assertThat(on.lastResult()).isInstanceOf(ProbeResult.Failure.class);
    assertThat(on.checks.virtualServers().get(0).desired()).isEmpty();
  }

  private RealServerStatus onlyServer() {
    return on.checks.virtualServers().get(0).realServers().get(0);
  }

  @Test
  void aTryUnderWayOutlivesAReloadThatKeepsItsCheckAndEndsWithAReloadThatDoesNot()
      throws Exception {
    try (BlackHole silent = new BlackHole()) {
      RealServer waiting = silent(silent, PATIENT);
      on.checks.reconfigure(List.of(virtualServer(waiting)));
      on.loop.turn(0);
      int underWay = descriptors();

      on.checks.reconfigure(List.of(virtualServer(RealServer.of(UNCHECKED, 1), waiting)));
      assertThat(descriptors()).isEqualTo(underWay);

      on.checks.reconfigure(List.of(virtualServer(RealServer.of(UNCHECKED, 1))));
      assertThat(descriptors()).isEqualTo(underWay - 1);
    }
  }

  @Test
  void suspendedChecksMakeNoTryKeepWhatTheyFoundAndGoOnFromThere() throws Exception {
    RealServer down = refused();
    VirtualServerName name = virtualServer(down).name();
    on.checks.reconfigure(List.of(virtualServer(down)));
    on.until(() -> on.table().isEmpty());

    on.checks.suspend(Set.of(name));
    try (ServerSocket back = listen(down.address().port())) {
      back.setSoTimeout(50);
      on.loop.turn(Duration.ofMillis(20).toNanos());
      // Its own tries are a few milliseconds apart.
      assertThatThrownBy(back::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(on.table()).isEmpty();
      assertThat(on.onlyCheck().state()).isEqualTo(CheckState.DOWN);

      on.checks.reconfigure(List.of(virtualServer(down)));
      assertThatThrownBy(back::accept).isInstanceOf(SocketTimeoutException.class);

      on.checks.suspend(Set.of());
      on.until(() -> !on.table().isEmpty());
    }
  }

  @Test
  void suspensionDropsATryUnderWayAndCountsForAVirtualServerThatIsYetToCome() throws Exception {
    try (BlackHole silent = new BlackHole()) {
      RealServer waiting = silent(silent, PATIENT);
      VirtualServerName name = virtualServer(waiting).name();
      int before = descriptors();
      on.checks.suspend(Set.of(name));
      on.checks.reconfigure(List.of(virtualServer(waiting)));
      on.loop.turn(0);
      assertThat(descriptors()).isEqualTo(before);

      on.checks.suspend(Set.of());
      on.loop.turn(0);
      assertThat(descriptors()).isEqualTo(before + 1);

      on.checks.suspend(Set.of(name));
      assertThat(descriptors()).isEqualTo(before);
      assertThat(on.checkEvents).isEmpty();
    }
  }

  @Test
  void whatAnOperatorDecidesIsToldAndCountsForAVirtualServerThatIsYetToCome() {
    VirtualServer server = virtualServer(RealServer.of(UNCHECKED, 5));
    on.checks.administer(
        Map.of(server.name(), Map.of(UNCHECKED, new AdministrativeState.Drained())));
    on.checks.reconfigure(List.of(server));
    assertThat(on.desired.get(server.name()))
        .extracting(DesiredDestination::weight)
        .containsExactly(0);

    on.checks.administer(
        Map.of(server.name(), Map.of(UNCHECKED, new AdministrativeState.Disabled())));
    assertThat(on.table()).isEmpty();
    assertThat(onlyServer().state()).isEqualTo(CheckState.UP);
    on.desired.clear();
    on.checks.reconfigure(List.of(server));
    assertThat(on.desired).isEmpty();

    on.checks.administer(Map.of());
    assertThat(on.desired.get(server.name()))
        .extracting(DesiredDestination::weight)
        .containsExactly(5);
  }

  @Test
  void aChangedCheckOfAServerThatIsDownStartsFromThere() throws Exception {
    RealServer down = refused();
    on.checks.reconfigure(List.of(virtualServer(down)));
    on.until(() -> on.table().isEmpty());
    on.checkEvents.clear();

    CheckPolicy changed = FAST.withRetry(7, Duration.ofMillis(2));
    on.checks.reconfigure(
        List.of(
            virtualServer(
                realServer(down.address(), changed, TcpProbe.to(down.address().socketAddress())))));
    assertThat(on.table()).isEmpty();
    assertThat(on.lastResult()).isEqualTo(ProbeResult.failed("Connection refused"));
    assertThat(on.checkEvents).isEmpty();
  }

  @Test
  void checksThatTradePlacesKeepTheirStates() throws Exception {
    RealServer down = refused();
    try (ServerSocket well = listen(0)) {
      Check failing = down.checks().get(0);
      Check passing =
          new Check(FAST, TcpProbe.to((InetSocketAddress) well.getLocalSocketAddress()));
      on.checks.reconfigure(List.of(virtualServer(down.with(passing))));
      on.until(() -> on.table().isEmpty());

      RealServer traded = RealServer.of(down.address(), 1).with(passing).with(failing);
      on.checks.reconfigure(List.of(virtualServer(traded)));
      assertThat(on.table()).isEmpty();
      try (ServerSocket back = listen(down.address().port())) {
        assertThat(back.isBound()).isTrue();
        on.until(() -> !on.table().isEmpty());
      }
    }
  }

  @Test
  void virtualServersComeAndGoWithAReload() {
    VirtualServer first = virtualServer(RealServer.of(UNCHECKED, 1));
    VirtualServer second = VirtualServer.named(OTHER).with(RealServer.of(UNCHECKED, 1));
    on.checks.reconfigure(List.of(first));
    on.log.clear();

    on.checks.reconfigure(List.of(second));

    assertThat(on.log)
        .containsExactly(
            new HealthEvent.ServerShutDown(UNCHECKED, false),
            new HealthEvent.QuorumGained(1, 0, 1),
            new HealthEvent.VirtualServerUp());
    assertThat(on.table()).isEmpty();
    assertThat(on.table(OTHER)).containsExactly(UNCHECKED);
    assertThat(on.checks.virtualServers())
        .extracting(VirtualServerStatus::name)
        .containsExactly(OTHER);
  }

  @Test
  void stoppingTellsThatTheTableIsEmptyAndStartingAgainKnowsNothing() throws Exception {
    List<VirtualServer> configuration = List.of(virtualServer(refused()));
    on.checks.reconfigure(configuration);
    on.until(() -> on.table().isEmpty());

    on.checks.stop();
    assertThat(on.log.get(on.log.size() - 1)).isInstanceOf(HealthEvent.ServerShutDown.class);
    assertThat(on.checks.virtualServers()).isEmpty();

    on.checks.reconfigure(configuration);
    assertThat(on.table()).hasSize(1);
  }

  @Test
  void aVirtualServerConfiguredTwiceIsRefusedAndChangesNothing() {
    VirtualServer first = virtualServer(RealServer.of(UNCHECKED, 1));
    on.checks.reconfigure(List.of(first));
    assertThatThrownBy(() -> on.checks.reconfigure(List.of(virtualServer(), virtualServer())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[10.1.80.90]:tcp:80 is configured twice");
    assertThat(on.table()).containsExactly(UNCHECKED);
  }

  @Test
  void closingWhileConnectsAreUnderWayLeaksNoDescriptor() throws Exception {
    try (BlackHole silent = new BlackHole()) {
      int before = descriptors();
      List<RealServer> servers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ServiceAddress name = ServiceAddress.tcp("10.2.0." + i, 80);
        servers.add(realServer(name, PATIENT, TcpProbe.to(silent.address())));
      }
      on.checks.reconfigure(List.of(virtualServer(servers.toArray(RealServer[]::new))));
      on.loop.turn(0);
      assertThat(descriptors()).isEqualTo(before + 100);

      on.checks.close();
      assertThat(descriptors()).isEqualTo(before);
    }
  }

  @Test
  void soManyTriesAtMostAreUnderWayAndTheOthersHaveTheirTurn() throws Exception {
    try (BlackHole silent = new BlackHole();
        HealthRunner few =
            HealthRunner.open(on.loop, new SplittableRandom(), new SlotLimits(2, 1 << 20), on)) {
      int before = descriptors();
      CheckPolicy impatient =
          FAST.withConnectTimeout(Duration.ofMillis(20)).withRetry(0, Duration.ZERO);
      List<RealServer> servers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ServiceAddress name = ServiceAddress.tcp("10.2.0." + i, 80);
        servers.add(realServer(name, impatient, TcpProbe.to(silent.address())));
      }

      few.reconfigure(List.of(virtualServer(servers.toArray(RealServer[]::new))));
      on.loop.turn(0);
      assertThat(descriptors()).isEqualTo(before + 2);
      on.until(() -> on.downs() == servers.size());

      assertThat(on.waits).isNotEmpty().allMatch(waits -> waits.underWay() == 2);
      few.suspend(Set.of(new VirtualServerName.Address(ChecksOnALoop.VIP)));
      assertThat(descriptors()).isEqualTo(before);
    }
  }

  @Test
  void everyCheckWaitsAnOffsetOfItsOwnDrawnFromItsWarmup() {
    List<Long> bounds = new ArrayList<>();
    RandomGenerator half =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            throw new AssertionError("a bound is needed");
          }

          @Override
          public long nextLong(long bound) {
            bounds.add(bound);
            return bound / 2;
          }
        };
    CheckPolicy slow = CheckPolicy.every(Duration.ofHours(6)).withWarmup(Duration.ofHours(2));
    CheckPolicy atOnce = slow.withWarmup(Duration.ZERO);
    ServiceAddress nobody = ServiceAddress.tcp("127.0.0.1", 9);
    VirtualServer configuration =
        virtualServer(
            realServer(UNCHECKED, slow, TcpProbe.to(nobody.socketAddress())),
            realServer(nobody, atOnce, TcpProbe.to(nobody.socketAddress())));

    try (HealthRunner checks = HealthRunner.open(on.loop, half, on)) {
      checks.reconfigure(List.of(configuration));
      on.until(() -> result(checks, 1).isPresent());
      assertThat(result(checks, 0)).isEmpty();
    }
    assertThat(bounds).containsExactly(Duration.ofHours(2).toNanos() + 1, 1L);
  }

  @Test
  void anExceptionOfAListenerEndsTheLoop() throws Exception {
    try (EventLoop loop = EventLoop.open();
        HealthRunner checks =
            HealthRunner.open(
                loop,
                event -> {
                  if (event instanceof HealthRunnerEvent.DesiredChanged news
                      && news.desired().isEmpty()) {
                    throw new IllegalStateException("broken listener");
                  }
                })) {
      checks.reconfigure(List.of(virtualServer(refused())));
      assertThatThrownBy(loop::run).hasMessage("broken listener");
    }
  }

  @Test
  void aListenerCannotChangeTheConfigurationWhileItIsToldOfTheOldOne() {
    HealthRunner[] checks = new HealthRunner[1];
    checks[0] = HealthRunner.open(on.loop, event -> checks[0].stop());
    assertThatThrownBy(() -> checks[0].reconfigure(List.of(virtualServer())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("post it to the event loop");
  }

  private static Optional<ProbeResult> result(HealthRunner checks, int server) {
    return checks.virtualServers().get(0).realServers().get(server).checks().get(0).lastResult();
  }

  private static RealServer refused() throws IOException {
    int port;
    try (ServerSocket reserved = listen(0)) {
      port = reserved.getLocalPort();
    }
    ServiceAddress address = ServiceAddress.tcp("127.0.0.1", port);
    return realServer(address, FAST, TcpProbe.to(address.socketAddress()));
  }

  private static RealServer silent(BlackHole silent, CheckPolicy policy) {
    InetSocketAddress address = silent.address();
    return realServer(service(address), policy, TcpProbe.to(address));
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
  }
}
