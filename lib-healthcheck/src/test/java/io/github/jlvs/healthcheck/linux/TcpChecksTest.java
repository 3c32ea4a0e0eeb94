// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.service;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.linux.ChecksOnALoop.Told;
import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP_CHECK against real sockets of this host. */
class TcpChecksTest {
  private static final ProbeResult.Failure REFUSED = ProbeResult.failed("Connection refused");

  private final ChecksOnALoop on = new ChecksOnALoop();

  @AfterEach
  void close() {
    on.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aServerThatAcceptsIsUpAndOneThatRefusesLeavesTheTable(String host) throws Exception {
    InetAddress address = InetAddress.getByName(host);
    try (ServerSocket accepting = new ServerSocket(0, 50, address)) {
      ServiceAddress well = service(address, accepting.getLocalPort());
      ServiceAddress ill = service(address, unusedPort(address));

      on.checks.reconfigure(List.of(virtualServer(checked(well), checked(ill))));
      assertThat(on.table()).containsExactly(well, ill);
      on.untilUp(well);
      on.until(() -> !on.table().contains(ill));

      assertThat(on.table()).containsExactly(well);
      assertThat(on.log)
          .containsSubsequence(
              new Told(ill, new CheckEvent.TryFailed(1, 0, REFUSED)),
              new Told(ill, new CheckEvent.WentDown(0, REFUSED)),
              new HealthEvent.ServerRemoved(ill, false));
      assertThat(on.checkEvents)
          .contains(new CheckEvent.WentDown(0, ProbeResult.failed("Connection refused")));
    }
  }

  @Test
  void aServerThatGoesAwayLeavesTheTableAndComesBackWithIt() throws Exception {
    InetAddress localhost = InetAddress.getByName("127.0.0.1");
    ServerSocket server = new ServerSocket(0, 50, localhost);
    int port = server.getLocalPort();
    ServiceAddress real = service(localhost, port);
    on.checks.reconfigure(List.of(virtualServer(checked(real))));
    on.untilUp(real);
    on.log.clear();

    server.close();
    on.until(() -> on.table().isEmpty());
    try (ServerSocket back = new ServerSocket(port, 50, localhost)) {
      assertThat(back.isBound()).isTrue();
      on.until(() -> on.table().contains(real));
    }

    assertThat(on.log)
        .startsWith(
            new Told(real, new CheckEvent.TryFailed(1, 1, REFUSED)),
            new Told(real, new CheckEvent.TryFailed(2, 0, REFUSED)),
            new Told(real, new CheckEvent.WentDown(1, REFUSED)),
            new HealthEvent.ServerRemoved(real, false),
            new HealthEvent.RealServerDown(real),
            new HealthEvent.QuorumLost(1, 0, 0),
            new HealthEvent.VirtualServerDown(),
            new Told(real, new CheckEvent.WentUp(CheckState.DOWN)),
            new HealthEvent.ServerAdded(real, false),
            new HealthEvent.RealServerUp(real),
            new HealthEvent.QuorumGained(1, 0, 1),
            new HealthEvent.VirtualServerUp());
  }

  @Test
  void aServerThatNeverAnswersIsTimedOut() throws Exception {
    try (BlackHole silent = new BlackHole()) {
      ServiceAddress real = service(silent.address());
      on.checks.reconfigure(
          List.of(
              virtualServer(
                  realServer(
                      real,
                      FAST.withConnectTimeout(Duration.ofMillis(20)),
                      TcpProbe.to(silent.address())))));
      on.until(() -> on.table().isEmpty());

      assertThat(on.log)
          .startsWith(
              new HealthEvent.QuorumGained(1, 0, 1),
              new HealthEvent.VirtualServerUp(),
              new Told(
                  real,
                  new CheckEvent.TryFailed(
                      1, 0, ProbeResult.timeout("No connection within 20 ms"))));
      assertThat(on.lastResult()).isEqualTo(ProbeResult.timeout("No connection within 20 ms"));
    }
  }

  @Test
  void aConnectionComesFromTheAddressAndPortItIsToldToAndThroughTheDevice() throws Exception {
    InetAddress localhost = InetAddress.getByName("127.0.0.1");
    InetSocketAddress local = new InetSocketAddress("127.0.0.7", unusedPort(localhost));
    try (ServerSocket server = new ServerSocket(0, 50, localhost)) {
      InetSocketAddress remote = (InetSocketAddress) server.getLocalSocketAddress();
      CountedTries tries =
          new CountedTries(
              new Transport.Tcp(remote, Optional.of(local), Optional.of("lo"), 0),
              new AtomicInteger());
      on.checks.reconfigure(List.of(virtualServer(realServer(service(remote), FAST, tries))));
      on.until(() -> tries.begun().get() == 10);
      try (Socket accepted = server.accept()) {
        assertThat(accepted.getRemoteSocketAddress()).isEqualTo(local);
      }
      // No try finds the port taken by the one before, although the server has closed nothing.
      assertThat(on.impossible).isEmpty();
    }
  }

  private record CountedTries(Transport transport, AtomicInteger begun) implements NetworkProbe {
    @Override
    public String checkName() {
      return "TCP_CHECK";
    }

    @Override
    public Conversation open() {
      begun.incrementAndGet();
      return new TcpProbe((Transport.Tcp) transport).open();
    }
  }

  @Test
  void aLocalAddressOrDeviceThatThisHostDoesNotHaveIsToldAndSaysNothingOfTheServer() {
    InetSocketAddress remote = new InetSocketAddress("127.0.0.1", 9);
    Optional<InetSocketAddress> local = Optional.of(new InetSocketAddress("192.0.2.1", 0));
    on.checks.reconfigure(
        List.of(
            virtualServer(
                realServer(
                    ServiceAddress.tcp("10.1.80.93", 80),
                    FAST,
                    new TcpProbe(new Transport.Tcp(remote, local, Optional.empty(), 0))),
                realServer(
                    ServiceAddress.tcp("10.1.80.95", 80),
                    FAST,
                    new TcpProbe(
                        new Transport.Tcp(
                            remote, Optional.empty(), Optional.of("jlvs-none"), 0))))));
    on.until(() -> on.impossible.size() >= 4);
    assertThat(on.impossible)
        .contains(
            "[10.1.80.93]:tcp:80: check over TCP: bind to 192.0.2.1:0:"
                + " Cannot assign requested address (EADDRNOTAVAIL)",
            "[10.1.80.95]:tcp:80: check over TCP: bind to interface jlvs-none:"
                + " No such device (ENODEV)");
    assertThat(on.table()).hasSize(2);
    assertThat(on.checkEvents).isEmpty();
  }

  @Test
  void whatThisHostCannotDoIsNotTakenForAServerThatIsDown() throws Exception {
    InetAddress localhost = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 50, localhost);
        Socket occupies = new Socket()) {
      occupies.setReuseAddress(true);
      occupies.setSoLinger(true, 0);
      occupies.bind(new InetSocketAddress(localhost, 0));
      occupies.connect(server.getLocalSocketAddress());

      start(
          new Transport.Tcp(
              (InetSocketAddress) server.getLocalSocketAddress(),
              Optional.of((InetSocketAddress) occupies.getLocalSocketAddress()),
              Optional.empty(),
              0));
      on.until(() -> on.impossible.size() == 3);
      assertThat(on.impossible.get(0)).contains("Cannot assign requested address");
      assertThat(on.checkEvents).isEmpty();
      assertThat(on.table()).hasSize(1);

      occupies.close();
      assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
    }
  }

  @Test
  void aTryLeavesNoPortBehindOnThisHost() throws Exception {
    InetAddress localhost = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 50, localhost)) {
      start(new Transport.Tcp((InetSocketAddress) server.getLocalSocketAddress()));
      assertThat(on.lastResult()).isEqualTo(ProbeResult.SUCCESS);
      try (Socket accepted = server.accept()) {
        // Had it been closed in order, this would be the end of the stream, and TIME_WAIT here.
        assertThatThrownBy(() -> accepted.getInputStream().read())
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reset");
      }
    }
  }

  /** keepalived #493. */
  @Test
  void aServerThatAcceptsAndResetsAtOnceHasAccepted() throws Exception {
    InetAddress localhost = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 50, localhost);
        Resetting resetting = Resetting.all(server)) {
      start(new Transport.Tcp((InetSocketAddress) server.getLocalSocketAddress()));
      // The loop looks only after the reset has come, whoever runs first elsewhere.
      for (int i = 1; i <= 50; i++) {
        int tries = i;
        on.loop.turn(0);
        on.until(() -> resetting.count() >= tries);
        Thread.sleep(1);
      }
      assertThat(on.table()).hasSize(1);
      assertThat(on.checkEvents).containsExactly(new CheckEvent.WentUp(CheckState.UP));
    }
  }

  private void start(Transport.Tcp transport) {
    on.checks.reconfigure(
        List.of(
            virtualServer(realServer(service(transport.remote()), FAST, new TcpProbe(transport)))));
  }

  private static RealServer checked(ServiceAddress address) {
    return realServer(address, FAST, TcpProbe.to(address.socketAddress()));
  }

  private static int unusedPort(InetAddress address) throws IOException {
    try (ServerSocket reserved = new ServerSocket(0, 1, address)) {
      return reserved.getLocalPort();
    }
  }
}
