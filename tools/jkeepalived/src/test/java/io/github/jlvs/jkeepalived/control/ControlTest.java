// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Said;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket over reloads, and where there can be none. */
@Timeout(60)
class ControlTest {
  @TempDir private Path directory;
  private final Said said = new Said();
  private final DaemonLog log = said.log();

  @AfterEach
  void close() {
    log.close();
  }

  private Control control() {
    return control(new CurrentSnapshot(), () -> new FakeIpvsKernel().open());
  }

  private Control control(CurrentSnapshot current, Supplier<Ipvs> ipvs) {
    return new Control(
        new ControlSettings(
            directory.resolve("usual.sock"), new DaemonFacts("0", "17", 1, Instant.EPOCH, "conf")),
        current,
        ipvs,
        List.of(),
        log,
        death -> {});
  }

  private static Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Test
  void a_reload_that_changes_nothing_leaves_it_open() throws IOException {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());
    Object before = identity(directory.resolve("usual.sock"));

    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    assertThat(identity(directory.resolve("usual.sock"))).isEqualTo(before);
    control.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_reload_moves_it_and_ends_it() {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    control.reconfigure(
        new ControlSocket.At(directory.resolve("other.sock").toString()), Optional.empty());
    assertThat(directory.resolve("usual.sock")).doesNotExist();
    assertThat(directory.resolve("other.sock")).exists();
    control.reconfigure(new ControlSocket.None(), Optional.empty());

    assertThat(directory).isEmptyDirectory();
    control.close();
  }

  @Test
  void one_that_somebody_removed_is_back_after_a_reload() throws IOException {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());
    Files.delete(directory.resolve("usual.sock"));

    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    assertThat(directory.resolve("usual.sock")).exists();
    control.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void where_the_next_place_cannot_be_had_the_last_one_stays() throws IOException {
    Path place = Files.createDirectory(directory.resolve("taken"));
    Control control = control();
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    control.reconfigure(new ControlSocket.At(place.toString()), Optional.empty());

    assertThat(directory.resolve("usual.sock")).exists();
    String end = "; " + directory.resolve("usual.sock") + " goes on";
    Said.eventually(() -> said.lines().stream().anyMatch(line -> line.endsWith(end)));
    control.close();
  }

  @Test
  void where_it_cannot_be_had_the_daemon_runs_without_and_tries_again() throws IOException {
    Path place = directory.resolve("usual.sock");
    Path unused = Files.writeString(place, "somebody's");
    Control control = control();

    control.reconfigure(new ControlSocket.Usual(), Optional.empty());
    String line =
        "The control socket "
            + place
            + " is not opened, which is tried again at a reload: there is something else of that"
            + " name, which stays; name another place with control_socket in global_defs";
    Said.eventually(() -> said.lines().contains(line));
    Files.delete(place);
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    assertThat(place).exists();
    control.close();
  }

  private static Optional<InetSocketAddress> free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      return Optional.of(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
    }
  }

  private static String ask(InetSocketAddress address, String request) throws IOException {
    try (Socket client = new Socket(address.getAddress(), address.getPort())) {
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readers_on_this_machine_are_answered_where_the_file_says_so() throws IOException {
    Optional<InetSocketAddress> first = free();
    Control control = control();
    control.reconfigure(new ControlSocket.None(), first);

    String get = "GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n";
    for (String host :
        List.of("localhost", "LOCALHOST:9167", "127.0.0.1", "127.1.2.3:80", "[::1]")) {
      assertThat(ask(first.get(), get.formatted(host))).startsWith("HTTP/1.1 503 Service Un");
    }
    for (String host : List.of("evil.example", "localhost.evil.example", "10.0.0.1", "")) {
      assertThat(ask(first.get(), get.formatted(host)))
          .startsWith("HTTP/1.1 421 Misdirected Request\r\n");
    }
    assertThat(ask(first.get(), "POST /v1/reload HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 404 Not Found\r\n");

    Optional<InetSocketAddress> second = free();
    control.reconfigure(new ControlSocket.None(), second);
    assertThat(ask(second.get(), get.formatted("localhost"))).startsWith("HTTP/1.1 503 ");
    assertThatThrownBy(() -> ask(first.get(), get)).isInstanceOf(ConnectException.class);
    control.reconfigure(new ControlSocket.None(), Optional.empty());
    assertThatThrownBy(() -> ask(second.get(), get)).isInstanceOf(ConnectException.class);
    control.close();
  }

  @Test
  void where_somebody_listens_already_the_daemon_says_so_and_tries_again() throws IOException {
    Control control = control();
    Optional<InetSocketAddress> address;
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      address = Optional.of(new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()));
      control.reconfigure(new ControlSocket.None(), address);
      Said.eventually(
          () ->
              said.lines().stream()
                  .anyMatch(
                      line -> line.startsWith("status_listen: ") && line.contains("tried again")));
    }
    control.reconfigure(new ControlSocket.None(), address);

    assertThat(ask(address.get(), "GET /x HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    control.close();
  }

  @Test
  void a_reader_that_hangs_in_the_kernel_does_not_hold_up_the_end() throws Exception {
    CurrentSnapshot current = new CurrentSnapshot();
    current.configure(
        ConfigurationReader.read(
                "t.conf",
                "virtual_server 10.1.0.50 80 {\nlb_kind NAT\nreal_server 10.1.0.1 80 {\n}\n}\n")
            .configuration()
            .orElseThrow());
    CountDownLatch reads = new CountDownLatch(1);
    CompletableFuture<Ipvs> kernel = new CompletableFuture<>();
    Control control =
        control(
            current,
            () -> {
              reads.countDown();
              return kernel.join();
            });
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    try (SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("usual.sock")))) {
      ByteBuffer octets =
          ByteBuffer.wrap("GET /v1/servers HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int unused = client.write(octets);
      assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(CompletableFuture.runAsync(control::close)).succeedsWithin(Duration.ofSeconds(20));

      Said.eventually(() -> said.lines().contains("A thread of the control socket is left behind"));
    } finally {
      boolean unused = kernel.complete(new FakeIpvsKernel().open());
    }
  }

  @Test
  void who_asks_there_is_answered_until_it_is_closed() throws IOException {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual(), Optional.empty());

    try (SocketChannel client =
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("usual.sock")))) {
      ByteBuffer octets =
          ByteBuffer.wrap("GET /v1/status HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      int unused = client.write(octets);
      ByteBuffer begin = ByteBuffer.allocate("HTTP/1.1 503".length());
      int unusedCount = client.read(begin);
      assertThat(StandardCharsets.US_ASCII.decode(begin.flip()).toString())
          .isEqualTo("HTTP/1.1 503");
    }
    control.close();

    log.line(Part.DAEMON, "the last line");
    Said.eventually(() -> said.lines().contains("the last line"));
    assertThat(said.lines()).containsExactly("the last line");
  }
}
