// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.Target;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks to table, with a kernel that is played and a real server on this machine. */
class CheckersTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs ipvs = kernel.open();
  private final Said said = new Said();
  private final DaemonLog log = said.log();
  private final EventLoop loop = EventLoop.open();
  private final FakeKernel connection = kernel.connect();
  private final IpvsWriter writer = Building.writer(FakeIpvsKernel.open(connection), log);
  private final Checkers checkers =
      new Checkers(
          loop, writer, Building.NO_SCRIPTS, log, false, event -> {}, count -> {}, Overrides.NONE);

  @AfterEach
  void close() {
    checkers.close();
    writer.stop(Duration.ofSeconds(10));
    loop.close();
    ipvs.close();
    log.close();
  }

  @Test
  void a_server_whose_check_fails_leaves_the_table_and_comes_back_when_it_is_mended()
      throws IOException {
    int port;
    try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      checkers.reconfigure(servers(checked(port)));
      turnUntil(() -> weights().equals(List.of(1)));
    }
    turnUntil(() -> weights().isEmpty());
    try (ServerSocket again = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
      assertThat(again.isBound()).isTrue();
      turnUntil(() -> weights().equals(List.of(1)));
    }
  }

  @Test
  void only_what_is_checked_and_new_is_said_to_be_activated() {
    String plain = "real_server 10.0.1.1 80 {\n}\n";
    checkers.reconfigure(servers(plain));
    checkers.reconfigure(servers(plain + checked(9)));
    checkers.reconfigure(servers(plain + checked(9)));
    checkers.close();
    log.close();

    assertThat(said.lines().stream().filter(line -> line.startsWith("Activating")))
        .singleElement()
        .asString()
        .contains("127.0.0.1");
  }

  @Test
  void the_end_of_the_checks_leaves_the_table_as_it_is() {
    checkers.reconfigure(servers("real_server 10.0.1.1 80 {\n weight 4\n}\n"));
    turnUntil(() -> weights().equals(List.of(4)));

    checkers.close();
    writer.stop(Duration.ofSeconds(10));

    assertThat(weights()).containsExactly(4);
  }

  @Test
  void a_server_that_a_reload_takes_out_goes() {
    checkers.reconfigure(servers("real_server 10.0.1.1 80 {\n weight 4\n}\n"));
    turnUntil(() -> weights().equals(List.of(4)));

    checkers.reconfigure(List.of());

    turnUntil(() -> ipvs.services().isEmpty());
  }

  @Test
  void a_server_that_a_reload_takes_out_drains_first_where_that_is_asked_for() {
    String gone = "real_server 10.0.1.1 80 {\n weight 4\n}\n";
    String stays = "real_server 10.0.1.2 80 {\n weight 5\n}\n";
    String atOnce = "real_server 10.0.1.3 80 {\n weight 6\n drain 0\n}\n";
    String failed = "inhibit_on_failure\n" + checked(9);
    checkers.reconfigure(servers("drain 3000\n" + gone + stays + atOnce + failed));
    turnUntil(() -> weights().size() == 4 && weights().containsAll(List.of(0, 4, 5, 6)));
    DestinationId id = DestinationId.of("10.0.1.1", 80);
    kernel.connections(WEB, id, 1, 0, 0);

    checkers.reconfigure(servers("drain 3000\n" + stays));
    turnUntil(() -> weights().size() == 2 && weights().containsAll(List.of(0, 5)));
    kernel.connections(WEB, id, 0, 1, 0);
    turnUntil(() -> weights().equals(List.of(5)));

    String service = " of VS [10.0.0.1]:tcp:80";
    turnUntil(
        () ->
            said.lines()
                .contains("Draining of service [10.0.1.1]:tcp:80" + service + " is over: drained"));
    assertThat(said.lines())
        .contains("Draining service [10.0.1.1]:tcp:80" + service + " for 3000 s at the most")
        .noneMatch(line -> line.startsWith("Draining") && line.contains("10.0.1.3"));
  }

  @Test
  void what_an_operator_decides_is_in_the_table_over_reloads_until_it_is_taken_back() {
    String one = "real_server 10.0.1.1 80 {\n weight 4\n}\n";
    String other = "real_server 10.0.1.2 80 {\n weight 5\n}\n";
    checkers.reconfigure(servers(one + other));
    turnUntil(() -> sorted().equals(List.of(4, 5)));
    DestinationId id = DestinationId.of("10.0.1.1", 80);
    kernel.connections(WEB, id, 1, 0, 0);

    checkers.override(decided(new AdministrativeState.Drained()));
    turnUntil(() -> sorted().equals(List.of(0, 5)));
    checkers.reconfigure(servers(other));
    turnUntil(() -> weights().equals(List.of(5)));
    checkers.reconfigure(servers(other + one));
    turnUntil(() -> sorted().equals(List.of(0, 5)));
    kernel.connections(WEB, id, 0, 1, 0);
    turnUntil(
        () ->
            said.lines()
                .contains(
                    "Draining of service [10.0.1.1]:tcp:80 of VS [10.0.0.1]:tcp:80 is over: no"
                        + " connection is left; it keeps weight 0 until it is enabled"));

    checkers.override(decided(new AdministrativeState.Disabled()));
    turnUntil(() -> weights().equals(List.of(5)));
    checkers.override(decided(new AdministrativeState.Weighted(9)));
    turnUntil(() -> sorted().equals(List.of(5, 9)));
    assertThat(checkers.report().overrides()).isNotEqualTo(Overrides.NONE);
    checkers.override(Overrides.NONE);
    turnUntil(() -> sorted().equals(List.of(4, 5)));
  }

  private List<Integer> sorted() {
    return weights().stream().sorted().toList();
  }

  private static Overrides decided(AdministrativeState state) {
    ServiceAddress server = ServiceAddress.tcp("10.0.1.1", 80);
    return Overrides.NONE.with(
        new ServerOverride(
            Target.everywhere(server),
            state,
            "root",
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  void results_of_one_turn_of_the_loop_are_one_round_for_their_service_alone() {
    int servers = 50;
    String others =
        IntStream.range(2, 90)
            .mapToObj(
                i -> "virtual_server 10.0.0." + i + " 80 {\nreal_server 10.0.1.1 80 {\n}\n}\n")
            .collect(Collectors.joining());
    String refusing =
        IntStream.range(0, servers)
            .mapToObj(i -> checked(9).replace("127.0.0.1", "127.0.7." + (i + 1)))
            .collect(Collectors.joining());
    checkers.reconfigure(configuration(service(refusing) + others));
    Said.eventually(
        () ->
            ipvs.snapshot().entries().stream().mapToInt(e -> e.destinations().size()).sum()
                == 88 + servers);
    int before = connection.requests().size();

    turnUntil(() -> weights().isEmpty());

    // The service, its destinations, and what goes of them.
    assertThat(connection.requests().size() - before).isEqualTo(2 + servers);
  }

  /** The first try is made while the configuration is taken over. */
  @Test
  void a_check_that_cannot_be_made_is_told_once_from_the_start() throws IOException {
    try (ServerSocketChannel beside = ServerSocketChannel.open()) {
      beside
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .configureBlocking(false);
      int port = beside.socket().getLocalPort();
      // An address for documentation (RFC 5737), which no host has.
      String impossible = checked(9).replace("retry 0", "retry 0\nbindto 192.0.2.99");

      checkers.reconfigure(servers(impossible + checked(port)));
      for (int rounds = 0; rounds < 4; rounds++) {
        turnUntil(() -> accepts(beside));
      }
    }
    log.close();

    assertThat(said.lines().stream().filter(line -> line.startsWith("Cannot check")))
        .singleElement()
        .asString()
        .contains("[127.0.0.1]:tcp:9");
  }

  private static boolean accepts(ServerSocketChannel server) {
    try (SocketChannel connection = server.accept()) {
      return connection != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turnUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(deadline);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private List<Integer> weights() {
    return ipvs.services().stream()
        .filter(service -> service.service().id().equals(WEB))
        .flatMap(service -> ipvs.destinations(WEB).stream())
        .map(status -> status.destination())
        .map(Destination::weight)
        .toList();
  }

  private static String checked(int port) {
    return "real_server 127.0.0.1 "
        + port
        + " {\n TCP_CHECK {\n connect_timeout 1\n retry 0\n delay_before_retry 0\n }\n}\n";
  }

  private static List<VirtualServerSetup> servers(String lines) {
    return configuration(service(lines));
  }

  private static String service(String lines) {
    return "virtual_server 10.0.0.1 80 {\nprotocol TCP\nlb_algo rr\nlb_kind NAT\ndelay_loop 0.1\n"
        + "warmup 0\n"
        + lines
        + "}\n";
  }

  private static List<VirtualServerSetup> configuration(String text) {
    return ConfigurationReader.read("t.conf", text).configuration().orElseThrow().virtualServers();
  }
}
