// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Said;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.keepalived.conf.model.ControlSocket;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
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
    return new Control(
        new ControlSettings(
            directory.resolve("usual.sock"), new DaemonFacts("0", "17", 1, Instant.EPOCH, "conf")),
        new CurrentSnapshot(),
        () -> new FakeIpvsKernel().open(),
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
    control.reconfigure(new ControlSocket.Usual());
    Object before = identity(directory.resolve("usual.sock"));

    control.reconfigure(new ControlSocket.Usual());

    assertThat(identity(directory.resolve("usual.sock"))).isEqualTo(before);
    control.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void a_reload_moves_it_and_ends_it() {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual());

    control.reconfigure(new ControlSocket.At(directory.resolve("other.sock").toString()));
    assertThat(directory.resolve("usual.sock")).doesNotExist();
    assertThat(directory.resolve("other.sock")).exists();
    control.reconfigure(new ControlSocket.None());

    assertThat(directory).isEmptyDirectory();
    control.close();
  }

  @Test
  void one_that_somebody_removed_is_back_after_a_reload() throws IOException {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual());
    Files.delete(directory.resolve("usual.sock"));

    control.reconfigure(new ControlSocket.Usual());

    assertThat(directory.resolve("usual.sock")).exists();
    control.close();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void where_the_next_place_cannot_be_had_the_last_one_stays() throws IOException {
    Path place = Files.createDirectory(directory.resolve("taken"));
    Control control = control();
    control.reconfigure(new ControlSocket.Usual());

    control.reconfigure(new ControlSocket.At(place.toString()));

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

    control.reconfigure(new ControlSocket.Usual());
    String line =
        "The control socket "
            + place
            + " is not opened, which is tried again at a reload: there is something else of that"
            + " name, which stays; name another place with control_socket in global_defs";
    Said.eventually(() -> said.lines().contains(line));
    Files.delete(place);
    control.reconfigure(new ControlSocket.Usual());

    assertThat(place).exists();
    control.close();
  }

  @Test
  void who_asks_there_is_answered_until_it_is_closed() throws IOException {
    Control control = control();
    control.reconfigure(new ControlSocket.Usual());

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
