// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.service;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tries before their time, for somebody who waits for what they find. */
class TryNowTest {
  /** Without being asked there is one try, and no other. */
  private static final CheckPolicy HOURLY =
      CheckPolicy.every(Duration.ofHours(1))
          .withWarmup(Duration.ZERO)
          .withConnectTimeout(Duration.ofHours(1));

  private final ChecksOnALoop on = new ChecksOnALoop();

  @AfterEach
  void close() {
    on.close();
  }

  private CompletableFuture<List<TriedNow>> tryNow(VirtualServer server) {
    return on.checks.tryNow(server.name(), server.realServers().get(0).address());
  }

  private static RealServer tcp(InetSocketAddress address, CheckPolicy policy) {
    return realServer(service(address), policy, TcpProbe.to(address));
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void a_server_that_is_back_is_up_at_once_and_the_try_counts_like_any_other() throws Exception {
    InetSocketAddress address;
    try (ServerSocket reserved = listen(0)) {
      address = (InetSocketAddress) reserved.getLocalSocketAddress();
    }
    VirtualServer server = virtualServer(tcp(address, HOURLY));
    on.checks.reconfigure(List.of(server));
    on.until(() -> on.table().isEmpty());

    try (ServerSocket back = listen(address.getPort())) {
      assertThat(back.isBound()).isTrue();
      CompletableFuture<List<TriedNow>> came = tryNow(server);
      on.until(came::isDone);

      assertThat(came.join())
          .containsExactly(
              new TriedNow.Found(server.realServers().get(0).checks().get(0), ProbeResult.SUCCESS));
      assertThat(on.onlyCheck().state()).isEqualTo(CheckState.UP);
      assertThat(on.table()).hasSize(1);
    }
  }

  @Test
  void behind_a_try_that_is_under_way_another_is_made() throws Exception {
    try (BlackHole silent = new BlackHole()) {
      CheckPolicy second = HOURLY.withConnectTimeout(Duration.ofMillis(100));
      VirtualServer server = virtualServer(tcp(silent.address(), second));
      on.checks.reconfigure(List.of(server));
      on.loop.turn(0);

      CompletableFuture<List<TriedNow>> came = tryNow(server);
      on.until(() -> on.downs() == 1);
      assertThat(came).isNotDone();

      on.until(came::isDone);
      assertThat(((TriedNow.Found) came.join().get(0)).result())
          .isInstanceOf(ProbeResult.Failure.class);
    }
  }

  /** The check waits an hour before it is attempted again by itself. */
  @Test
  void a_try_that_could_not_be_made_is_made_again_at_once() {
    InetSocketAddress remote = new InetSocketAddress("127.0.0.1", 9);
    Optional<InetSocketAddress> elsewhere = Optional.of(new InetSocketAddress("192.0.2.1", 0));
    VirtualServer server =
        virtualServer(
            realServer(
                service(remote),
                HOURLY,
                new TcpProbe(new Transport.Tcp(remote, elsewhere, Optional.empty(), 0))));
    on.checks.reconfigure(List.of(server));
    on.until(() -> on.impossible.size() == 1);

    CompletableFuture<List<TriedNow>> came = tryNow(server);
    CompletableFuture<List<TriedNow>> besides = tryNow(server);
    on.until(() -> came.isDone() && besides.isDone());

    assertThat(((TriedNow.Impossible) came.join().get(0)).cause())
        .hasMessageContaining("Cannot assign requested address");
    assertThat(besides.join()).isEqualTo(came.join());
  }

  @Test
  void behind_a_try_that_proves_impossible_another_is_made() {
    VirtualServer server =
        virtualServer(
            realServer(
                ServiceAddress.tcp("10.1.80.93", 80), HOURLY, ScriptProbe.of("/nonexistent")));
    on.checks.reconfigure(List.of(server));

    CompletableFuture<List<TriedNow>> came = tryNow(server);
    assertThat(on.impossible).isEmpty();
    on.until(came::isDone);

    assertThat(came.join()).allMatch(TriedNow.Impossible.class::isInstance);
    assertThat(on.impossible).hasSize(2);
  }

  @Test
  void each_check_of_a_server_is_tried_whatever_it_asks() {
    RealServer server =
        RealServer.of(ServiceAddress.tcp("10.1.80.93", 80), 1)
            .with(new Check(HOURLY, FileProbe.of("/nonexistent/weight")))
            .with(new Check(HOURLY, ScriptProbe.of("/bin/false")));
    VirtualServer all = virtualServer(server);
    on.checks.reconfigure(List.of(all));

    CompletableFuture<List<TriedNow>> came = tryNow(all);
    on.until(came::isDone);

    assertThat(came.join()).extracting(TriedNow::check).containsExactlyElementsOf(server.checks());
    assertThat(came.join()).allMatch(TriedNow.Found.class::isInstance);
  }

  @Test
  void a_server_without_checks_has_nothing_to_tell() {
    VirtualServer server = virtualServer(RealServer.of(ServiceAddress.tcp("10.1.80.93", 80), 1));
    on.checks.reconfigure(List.of(server));

    assertThat(tryNow(server)).isCompletedWithValue(List.of());
  }

  @Test
  void checks_that_rest_or_end_drop_it() throws Exception {
    try (BlackHole silent = new BlackHole()) {
      VirtualServer server = virtualServer(tcp(silent.address(), HOURLY));
      on.checks.reconfigure(List.of(server));
      on.loop.turn(0);
      CompletableFuture<List<TriedNow>> suspended = tryNow(server);
      on.checks.suspend(Set.of(server.name()));
      CompletableFuture<List<TriedNow>> resting = tryNow(server);
      on.checks.suspend(Set.of());
      CompletableFuture<List<TriedNow>> removed = tryNow(server);
      on.checks.reconfigure(List.of());

      List<TriedNow> dropped =
          List.of(new TriedNow.Dropped(server.realServers().get(0).checks().get(0)));
      assertThat(suspended).isCompletedWithValue(dropped);
      assertThat(resting).isCompletedWithValue(dropped);
      assertThat(removed).isCompletedWithValue(dropped);
    }
  }

  @Test
  void what_is_not_configured_is_refused() {
    VirtualServer server = virtualServer(RealServer.of(ServiceAddress.tcp("10.1.80.93", 80), 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tryNow(server))
        .withMessageContaining("there is no virtual server [10.1.80.90]:tcp:80");
    on.checks.reconfigure(List.of(server));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> on.checks.tryNow(server.name(), ServiceAddress.tcp("10.1.80.94", 80)))
        .withMessage("[10.1.80.90]:tcp:80 has no real server [10.1.80.94]:tcp:80");
  }
}
