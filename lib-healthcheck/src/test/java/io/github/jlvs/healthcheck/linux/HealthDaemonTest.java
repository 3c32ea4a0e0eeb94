// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.VIP;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.descriptors;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health checks on a thread of their own. */
@Timeout(60)
class HealthDaemonTest {
  private static final ServiceAddress RS = ServiceAddress.tcp("10.1.80.93", 80);

  private final BlockingQueue<List<DesiredDestination>> tables = new LinkedBlockingQueue<>();

  @Test
  void theFirstTableIsThereWhenStartReturnsAndTheLastWhenCloseReturns() throws Exception {
    RealServer refused = refused();
    HealthDaemon daemon = HealthDaemon.start(List.of(virtualServer(refused)), this::hear);
    assertThat(tables.take()).hasSize(1);
    assertThat(tables.take()).isEmpty();

    daemon.reconfigure(List.of(virtualServer(RealServer.of(RS, 1))));
    assertThat(tables.take()).extracting(DesiredDestination::address).containsExactly(RS);
    assertThat(daemon.virtualServers())
        .extracting(VirtualServerStatus::name)
        .containsExactly(new VirtualServerName.Address(VIP));
    assertThat(daemon.ask(runner -> Thread.currentThread().getName()).join())
        .isEqualTo("jlvs-health");

    daemon.close();
    assertThat(tables.poll()).isEmpty();
    assertThat(daemon.ended()).isCompleted();
    daemon.close();
    assertThatThrownBy(daemon::virtualServers)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("jlvs-health has ended: start another one");
  }

  @Test
  void anExceptionOfTheListenerEndsTheThreadAndIsToldToWhoeverAsks() throws Exception {
    RealServer refused = refused();
    int before = descriptors();
    HealthDaemon daemon = HealthDaemon.start(List.of(virtualServer(refused)), this::breakIfEmpty);

    assertThatThrownBy(() -> daemon.ended().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken listener");
    assertThatThrownBy(daemon::virtualServers)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken listener");
    daemon.close();
    assertThat(descriptors()).isEqualTo(before);
  }

  @Test
  void alsoWhereItIsToldBecauseOfAQuestionWhichFailsWithIt() {
    VirtualServer gone = virtualServer(RealServer.of(RS, 1));
    try (HealthDaemon daemon = HealthDaemon.start(List.of(gone), this::breakIfEmpty)) {
      assertThatThrownBy(() -> daemon.reconfigure(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("broken listener");
      assertThatThrownBy(() -> daemon.ended().get()).hasRootCauseMessage("broken listener");
    }
  }

  @Test
  void aListenerThatThrowsAtOnceMakesStartFail() {
    assertThatThrownBy(() -> HealthDaemon.start(List.of(virtualServer()), this::breakIfEmpty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("broken listener");
  }

  @Test
  void aConfigurationThatContradictsItselfHarmsNothing() {
    VirtualServer server = virtualServer(RealServer.of(RS, 1));
    try (HealthDaemon daemon = HealthDaemon.start(List.of(server), this::hear)) {
      assertThatThrownBy(() -> daemon.reconfigure(List.of(server, server)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(daemon.virtualServers()).hasSize(1);
    }
  }

  @Test
  void aListenerMayCloseTheDaemonAndNotWaitForIt() {
    CompletableFuture<HealthDaemon> started = new CompletableFuture<>();
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    HealthDaemon daemon =
        HealthDaemon.start(
            List.of(virtualServer(RealServer.of(RS, 1))),
            event -> {
              if (started.isDone() && !refusal.isDone()) {
                refusal.complete(catchThrowable(started.join()::virtualServers));
                started.join().close();
              }
            });
    started.complete(daemon);

    daemon.reconfigure(List.of());

    daemon.ended().join();
    assertThat(refusal.join())
        .hasMessage(
            "jlvs-health would wait for itself: ask from another thread, or without waiting");
  }

  private void hear(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.DesiredChanged news) {
      tables.add(news.desired());
    }
  }

  private void breakIfEmpty(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.DesiredChanged news && news.desired().isEmpty()) {
      throw new IllegalArgumentException("broken listener");
    }
  }

  private static RealServer refused() throws IOException {
    try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ServiceAddress address = ServiceAddress.tcp("127.0.0.1", reserved.getLocalPort());
      return realServer(address, FAST, TcpProbe.to(address.socketAddress()));
    }
  }
}
