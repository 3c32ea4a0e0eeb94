// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void it_is_for_its_owner_alone_and_nothing_is_left_beside_it() throws IOException {
    Path file = directory.resolve("remembered");
    PrivateFile.replace(file, "one\u00e9\n", PrivateFile.Endurance.PROCESS);
    PrivateFile.replace(file, "two\u00e9\n", PrivateFile.Endurance.MACHINE);

    assertThat(PrivateFile.read(file, 5)).isEqualTo(new FileContent.Text("two\u00e9\n"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PrivateFile.distrusted(file)).isEmpty();
    assertThat(directory).isDirectoryContaining(file::equals);
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void a_longer_file_is_not_read_to_its_end() throws IOException {
    Path file = Files.writeString(directory.resolve("long"), "123456");

    assertThat(PrivateFile.read(file, 5)).isInstanceOf(FileContent.TooLong.class);
  }

  @Test
  void a_link_is_neither_followed_nor_written_through() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "victim");
    Path file = Files.createSymbolicLink(directory.resolve("remembered"), victim);
    Path aside = Files.createSymbolicLink(directory.resolve(".remembered.new"), victim);

    assertThat(PrivateFile.distrusted(file)).contains("is a link");
    assertThatThrownBy(() -> PrivateFile.read(file, 5)).isInstanceOf(IOException.class);
    PrivateFile.replace(file, "mine", PrivateFile.Endurance.PROCESS);

    assertThat(victim).hasContent("victim");
    assertThat(file).hasContent("mine").isRegularFile();
    assertThat(aside).doesNotExist();
  }

  @Test
  void what_is_made_is_new() throws IOException {
    Path file = directory.resolve("new");
    PrivateFile.create(file, "one", PrivateFile.Endurance.MACHINE);
    assertThat(PrivateFile.distrusted(file)).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));
    for (Path there : List.of(file, link)) {
      assertThatThrownBy(() -> PrivateFile.create(there, "two", PrivateFile.Endurance.PROCESS))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(file).hasContent("one");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void what_others_may_write_is_not_believed() throws IOException {
    Path file = Files.writeString(directory.resolve("open"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

    assertThat(PrivateFile.distrusted(file)).contains("can be written by others");
    assertThat(PrivateFile.distrusted(directory)).contains("is no file");
  }

  @Test
  void where_it_cannot_be_written_it_stays_as_it_was() throws IOException {
    Path file = Files.createDirectory(directory.resolve("taken"));
    Files.writeString(file.resolve("something"), "");

    assertThatThrownBy(() -> PrivateFile.replace(file, "x", PrivateFile.Endurance.PROCESS))
        .isInstanceOf(IOException.class);

    assertThat(directory.toFile().list()).containsExactly("taken");
  }
}
