// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pipes. */
class NamedPipeTest {
  @TempDir private Path directory;
  private Path path = Path.of("/");

  @BeforeEach
  void inAnEmptyDirectory() {
    path = directory.resolve("fifo");
  }

  @Test
  void one_that_is_absent_is_made_for_its_owner_alone_and_removed() throws IOException {
    try (NamedPipe pipe = NamedPipe.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(pipe.write(message("one\n"))).isEqualTo(4);
      assertThat(pipe.write(message("two\n"))).isEqualTo(4);
      try (var reader = Files.newByteChannel(path)) {
        ByteBuffer read = ByteBuffer.allocate(100);
        assertThat(reader.read(read)).isEqualTo(8);
        assertThat(new String(read.array(), 0, 8, StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
      }
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void one_that_is_there_already_is_used_and_stays() throws IOException {
    // Two at once: the second finds the first one's.
    try (NamedPipe first = NamedPipe.open(path)) {
      try (NamedPipe second = NamedPipe.open(path)) {
        assertThat(second.write(message("x"))).isEqualTo(1);
      }
      assertThat(path).exists();
      assertThat(first.write(message("y"))).isEqualTo(1);
    }
  }

  @Test
  void a_second_close_does_nothing() {
    NamedPipe pipe = NamedPipe.open(path);
    pipe.close();
    pipe.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void a_file_in_its_place_is_refused_and_stays() throws IOException {
    Path file = Files.writeString(path, "precious");
    assertThatThrownBy(() -> NamedPipe.open(path))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining(path + ": something else is there");
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void a_directory_in_its_place_is_refused() throws IOException {
    Path there = Files.createDirectory(path);
    assertThatThrownBy(() -> NamedPipe.open(there))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void a_symbolic_link_is_not_followed() throws IOException {
    Path aim = directory.resolve("aim");
    try (NamedPipe real = NamedPipe.open(aim)) {
      Path link = Files.createSymbolicLink(path, aim);
      assertThatThrownBy(() -> NamedPipe.open(link))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining(path + ": it is a symbolic link, which is not followed");
      Files.delete(link);
      Path dangling = Files.createSymbolicLink(path, directory.resolve("absent"));
      assertThatThrownBy(() -> NamedPipe.open(dangling)).isInstanceOf(LinuxException.class);
      assertThat(Files.exists(directory.resolve("absent"), LinkOption.NOFOLLOW_LINKS)).isFalse();
      assertThat(real.write(message("x"))).isEqualTo(1);
    }
  }

  @Test
  void a_directory_that_is_absent_is_said() {
    assertThatThrownBy(() -> NamedPipe.open(directory.resolve("absent/fifo")))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("make the FIFO " + directory.resolve("absent/fifo"));
  }

  @Test
  void a_full_one_takes_no_part_of_a_message_and_does_not_block() throws IOException {
    try (NamedPipe pipe = NamedPipe.open(path)) {
      int written = 0;
      int result = pipe.write(message("0123456789\n"));
      while (result > 0) {
        assertThat(result).isEqualTo(11);
        written += result;
        result = pipe.write(message("0123456789\n"));
      }
      assertThat(result).isEqualTo(-Errno.EAGAIN.number());
      assertThat(written).isGreaterThan(4096);
      try (var reader = Files.newByteChannel(path)) {
        assertThat(reader.read(ByteBuffer.allocate(written))).isEqualTo(written);
      }
      assertThat(pipe.write(message("0123456789\n"))).isEqualTo(11);
    }
  }

  @Test
  void what_has_its_name_by_the_end_and_is_something_else_stays() throws IOException {
    NamedPipe pipe = NamedPipe.open(path);
    assertThat(pipe.isInPlace()).isTrue();
    Files.delete(path);
    assertThat(pipe.isInPlace()).isFalse();
    Path other = Files.writeString(path, "precious");
    assertThat(pipe.isInPlace()).isFalse();
    pipe.close();
    assertThat(Files.readString(other)).isEqualTo("precious");
  }

  @Test
  void one_that_somebody_has_removed_meanwhile_is_closed_without_a_word() throws IOException {
    NamedPipe pipe = NamedPipe.open(path);
    Files.delete(path);
    pipe.close();
    assertThat(path).doesNotExist();
  }

  private static ByteBuffer message(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
  }
}
