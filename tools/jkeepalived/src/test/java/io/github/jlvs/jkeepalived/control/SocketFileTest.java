// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the socket: who may use it, and what is in its place. */
class SocketFileTest {
  @TempDir private Path directory;

  private Path socket() {
    return home().resolve("control.sock");
  }

  private Path home() {
    return directory.resolve("run");
  }

  private static boolean answers(Path path) {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return client.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What a process that was killed has left. */
  private static void leave(Path path) throws IOException {
    Path unused = Files.createDirectories(Objects.requireNonNull(path.getParent()));
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unusedBound = dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
  }

  @Test
  void its_owner_and_its_group_may_ask_and_everybody_may_reach_it() throws Exception {
    try (SocketFile file = SocketFile.open(socket())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
          .isEqualTo("rw-rw----");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
          .isEqualTo("rwxr-xr-x");
      assertThat(answers(socket())).isTrue();
      assertThat(names(home())).containsExactly("control.sock");
      assertThat(file.channel().isOpen()).isTrue();
    }
    assertThat(names(home())).isEmpty();
  }

  @Test
  void what_a_dead_process_left_is_replaced() throws Exception {
    leave(socket());
    Path aside = socket().resolveSibling(".control.sock.new");
    Path unused = Files.createDirectory(aside);
    leave(aside.resolve("s"));

    try (SocketFile file = SocketFile.open(socket())) {
      assertThat(answers(socket())).isTrue();
      assertThat(names(home())).containsExactly("control.sock");
      assertThat(file.channel().isOpen()).isTrue();
    }
  }

  @Test
  void one_on_which_somebody_answers_is_refused_and_goes_on() throws Exception {
    try (SocketFile first = SocketFile.open(socket())) {
      assertThatThrownBy(() -> SocketFile.open(socket()))
          .isInstanceOf(SocketFile.Refused.class)
          .hasMessageContaining("another daemon answers there")
          .hasMessageContaining("control_socket");
      assertThat(answers(socket())).isTrue();
      assertThat(first.channel().isOpen()).isTrue();
    }
  }

  @Test
  void anything_else_of_its_name_stays() throws Exception {
    Path unusedDirectory = Files.createDirectories(home());
    Path file = Files.writeString(directory.resolve("other"), "content");
    Path unusedLink = Files.createSymbolicLink(socket(), file);

    assertThatThrownBy(() -> SocketFile.open(socket()))
        .isInstanceOf(SocketFile.Refused.class)
        .hasMessageContaining("something else of that name");
    assertThat(file).hasContent("content");
    Files.delete(socket());
    Path unusedFile = Files.writeString(socket(), "mine");
    assertThatThrownBy(() -> SocketFile.open(socket())).isInstanceOf(SocketFile.Refused.class);
    assertThat(socket()).hasContent("mine");
  }

  @Test
  void a_link_to_a_socket_is_not_followed_either() throws Exception {
    Path elsewhere = directory.resolve("elsewhere.sock");
    leave(elsewhere);
    Path unused = Files.createDirectories(home());
    Path unusedLink = Files.createSymbolicLink(socket(), elsewhere);

    assertThatThrownBy(() -> SocketFile.open(socket())).isInstanceOf(SocketFile.Refused.class);
    assertThat(Files.exists(elsewhere, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void a_directory_that_others_may_write_is_refused() throws Exception {
    Path open = Files.createDirectory(directory.resolve("run"));
    Path unused = Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> SocketFile.open(socket()))
        .isInstanceOf(SocketFile.Refused.class)
        .hasMessageContaining("can be written by others");
    assertThat(names(open)).isEmpty();
  }

  @Test
  void a_directory_may_be_reached_through_a_link() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path unusedMode =
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
    Path unused = Files.createSymbolicLink(directory.resolve("run"), real);

    try (SocketFile file = SocketFile.open(socket())) {
      assertThat(answers(real.resolve("control.sock"))).isTrue();
      assertThat(file.channel().isOpen()).isTrue();
    }
    assertThat(names(real)).isEmpty();
  }

  @Test
  void where_it_cannot_be_made_it_says_what_to_do() {
    assertThatThrownBy(() -> SocketFile.open(Path.of("/proc/none/control.sock")))
        .isInstanceOf(SocketFile.Refused.class)
        .hasMessageEndingWith("; name another place with control_socket in global_defs");
  }

  @Test
  void where_a_file_is_in_the_way_of_its_directory_it_says_so() throws Exception {
    Path unused = Files.writeString(directory.resolve("run"), "");

    assertThatThrownBy(() -> SocketFile.open(socket()))
        .isInstanceOf(SocketFile.Refused.class)
        .hasMessageContaining("run is no directory");
  }

  @Test
  void a_socket_that_another_has_put_in_its_place_stays_at_the_end() throws Exception {
    SocketFile file = SocketFile.open(socket());
    Files.delete(socket());
    leave(socket());

    file.close();

    assertThat(socket()).exists();
    assertThat(file.channel().isOpen()).isFalse();
  }

  @Test
  void the_directories_above_are_made_too() throws Exception {
    Path deep = home().resolve("ns").resolve("control.sock");

    try (SocketFile file = SocketFile.open(deep)) {
      assertThat(answers(deep)).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
          .isEqualTo("rwxr-xr-x");
      assertThat(file.channel().isOpen()).isTrue();
    }
  }

  @Test
  void one_who_is_too_busy_to_let_anybody_in_is_not_replaced() throws Exception {
    Path unusedDirectory = Files.createDirectories(home());
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unused = busy.bind(UnixDomainSocketAddress.of(socket()), 1);
      while (letsIn(socket(), waiting)) {
        // Until as many wait as the kernel lets wait.
      }

      assertThatThrownBy(() -> SocketFile.open(socket()))
          .isInstanceOf(SocketFile.Refused.class)
          .hasMessageContaining("another daemon answers there");
    } finally {
      for (SocketChannel each : waiting) {
        each.close();
      }
    }
  }

  private static boolean letsIn(Path path, List<SocketChannel> waiting) throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    waiting.add(client);
    Object unused = client.configureBlocking(false);
    try {
      return client.connect(UnixDomainSocketAddress.of(path));
    } catch (SocketException e) {
      return false;
    }
  }
}
