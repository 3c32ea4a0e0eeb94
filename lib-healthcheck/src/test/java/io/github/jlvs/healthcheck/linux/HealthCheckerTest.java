// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.FAST;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.VIP;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.descriptors;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health checks on a thread of their own. */
@Timeout(60)
class HealthCheckerTest {
  private static final ServiceAddress RS = ServiceAddress.tcp("10.1.80.93", 80);

  private final BlockingQueue<List<DesiredDestination>> tables = new LinkedBlockingQueue<>();

  @Test
  void theFirstTableIsThereWhenStartReturnsAndTheLastWhenCloseReturns() throws Exception {
    RealServer refused = refused();
    HealthChecker checker = HealthChecker.start(List.of(virtualServer(refused)), this::hear);
    assertThat(tables.take()).hasSize(1);
    assertThat(tables.take()).isEmpty();

    checker.reconfigure(List.of(virtualServer(RealServer.of(RS, 1))));
    assertThat(tables.take()).extracting(DesiredDestination::address).containsExactly(RS);
    assertThat(checker.snapshot())
        .extracting(VirtualServerStatus::name)
        .containsExactly(new VirtualServerName.Address(VIP));

    checker.close();
    assertThat(tables.poll()).isEmpty();
    assertThat(checker.ended().toCompletableFuture()).isCompleted();
    checker.close();
    assertThatThrownBy(checker::snapshot).hasMessageContaining("closed");
  }

  @Test
  void anExceptionOfTheListenerEndsTheThreadAndIsToldToWhoeverAsks() throws Exception {
    CountDownLatch seenByHandler = new CountDownLatch(1);
    CompletableFuture<Thread> own = new CompletableFuture<>();
    RealServer refused = refused();
    int before = descriptors();
    HealthChecker checker =
        HealthChecker.start(
            List.of(virtualServer(refused)),
            (name, table) -> {
              own.complete(Thread.currentThread());
              Thread.currentThread()
                  .setUncaughtExceptionHandler((thread, e) -> seenByHandler.countDown());
              if (table.isEmpty()) {
                throw new IllegalArgumentException("broken listener");
              }
            });
    assertThatThrownBy(() -> checker.ended().toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("broken listener");
    seenByHandler.await();
    assertThat(own.join().getName()).isEqualTo("jlvs-health");
    assertThatThrownBy(checker::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken listener");
    checker.close();
    own.join().join();
    assertThat(descriptors()).isEqualTo(before);
  }

  @Test
  void aListenerThatThrowsAtOnceMakesStartFail() {
    assertThatThrownBy(
            () ->
                HealthChecker.start(
                    List.of(virtualServer()),
                    (name, table) -> {
                      Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                      throw new IllegalArgumentException("broken listener");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("broken listener");
  }

  @Test
  void aConfigurationThatContradictsItselfHarmsNothing() throws Exception {
    VirtualServer server = virtualServer(RealServer.of(RS, 1));
    try (HealthChecker checker = HealthChecker.start(List.of(server), this::hear)) {
      assertThatThrownBy(() -> checker.reconfigure(List.of(server, server)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(checker.snapshot()).hasSize(1);
    }
  }

  @Test
  void aListenerCannotWaitForItsOwnThread() {
    CompletableFuture<HealthChecker> checker = new CompletableFuture<>();
    List<VirtualServer> configuration = List.of(virtualServer(RealServer.of(RS, 1)));
    checker.complete(
        HealthChecker.start(
            configuration,
            (name, table) -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
              if (checker.isDone()) {
                checker.join().close();
              }
            }));
    assertThatThrownBy(() -> checker.join().reconfigure(List.of()))
        .hasRootCauseMessage(
            "a listener cannot wait for the thread it is called on: use another thread");
    checker.join().close();
  }

  private void hear(VirtualServerName name, List<DesiredDestination> table) {
    tables.add(table);
  }

  private static RealServer refused() throws IOException {
    try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ServiceAddress address = ServiceAddress.tcp("127.0.0.1", reserved.getLocalPort());
      return realServer(address, FAST, TcpProbe.to(address.socketAddress()));
    }
  }
}
