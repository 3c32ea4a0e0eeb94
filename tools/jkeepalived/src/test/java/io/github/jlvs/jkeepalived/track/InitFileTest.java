// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.TrackedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitFileTest {
  @TempDir Path directory;
  private Path path = Path.of("");

  @BeforeEach
  void place() {
    path = directory.resolve("value");
  }

  @Test
  void a_file_is_made_for_its_owner_alone() throws IOException {
    assertThat(write(5, false)).isEmpty();

    assertThat(path).hasContent("5\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_is_there_is_kept_or_overwritten() throws IOException {
    Files.writeString(path, "7\n");

    assertThat(write(5, false)).isEmpty();
    assertThat(path).hasContent("7\n");
    assertThat(write(-5, true)).isEmpty();
    assertThat(path).hasContent("-5\n");
  }

  @Test
  void a_link_is_replaced_and_its_target_not_touched() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "secret");
    Files.createSymbolicLink(path, target);

    assertThat(write(5, false)).isEmpty();
    assertThat(path).isSymbolicLink();
    assertThat(write(5, true)).isEmpty();
    assertThat(path).isRegularFile().hasContent("5\n");
    assertThat(Files.isSymbolicLink(path)).isFalse();
    assertThat(target).hasContent("secret");
  }

  @Test
  void a_directory_stays_and_is_told() throws IOException {
    Files.createDirectory(path);

    assertThat(write(5, true))
        .contains("Cannot initialise track file F - it is not a regular file");
    assertThat(path).isDirectory();
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    path = directory.resolve("none/value");

    assertThat(write(5, false).orElseThrow())
        .startsWith("Unable to initialise track file F (" + path + ")")
        .contains("its directory does not exist");
  }

  private Optional<String> write(int value, boolean overwrite) {
    TrackedFile.Init init = new TrackedFile.Init(value, overwrite);
    return InitFile.write(
        new TrackedFile("F", path.toString(), Optional.of(init)), path, value, overwrite);
  }
}
