// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.lvs.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesFileTest {
  private static final Overrides ONE =
      Overrides.of(List.of(AnyOverrides.drained(AnyOverrides.target("10.0.0.1", 80))));

  @TempDir private Path directory = Path.of("");
  private Path file = Path.of("");
  private final Said said = new Said();
  private final DaemonLog log = said.log();

  @BeforeEach
  void name() {
    file = directory.resolve("lib").resolve("overrides");
  }

  @AfterEach
  void close() {
    log.close();
  }

  private OverridesFile open() {
    return new OverridesFile(file, log);
  }

  @Test
  void the_next_life_knows_what_this_one_was_told() throws IOException {
    assertThat(open().read()).isEqualTo(Overrides.NONE);
    open().write(ONE);

    assertThat(open().read()).isEqualTo(ONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    open().write(Overrides.NONE);
    assertThat(file).doesNotExist();
    open().write(Overrides.NONE);
    log.close();
    assertThat(said.lines()).isEmpty();
  }

  @Test
  void each_daemon_of_a_machine_has_its_own() {
    assertThat(OverridesFile.usual(Optional.empty(), Optional.empty()))
        .isEqualTo(Path.of("/var/lib/jkeepalived/overrides"));
    assertThat(OverridesFile.usual(Optional.of("blue"), Optional.of("lvs2")))
        .isEqualTo(Path.of("/var/lib/jkeepalived/blue/overrides_lvs2"));
  }

  @Test
  void in_a_directory_that_others_can_write_none_is_believed() throws IOException {
    open().write(ONE);
    Object unused =
        Files.setPosixFilePermissions(
            directory.resolve("lib"), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(open().read()).isEqualTo(Overrides.NONE);

    assertThat(file).exists();
    log.close();
    assertThat(said.lines())
        .singleElement()
        .asString()
        .contains(" is not read: its directory can be written by others. No server is drained");
  }

  @Test
  void a_damaged_one_is_said_and_kept_aside() throws IOException {
    open().write(ONE);
    Files.writeString(file, "jkeepalived overrides 1\ndrain");

    assertThat(open().read()).isEqualTo(Overrides.NONE);

    assertThat(file).doesNotExist();
    assertThat(file.resolveSibling("overrides.damaged"))
        .content()
        .isEqualTo("jkeepalived overrides 1\ndrain");
    assertThat(open().read()).isEqualTo(Overrides.NONE);
    log.close();
    assertThat(said.lines())
        .containsExactly(
            file
                + " has no end; it is kept as "
                + file
                + ".damaged. No server is drained, disabled or has another weight: decide it anew"
                + " with jkeepalivedctl");
  }

  @Test
  void neither_a_link_nor_one_that_others_can_write_nor_a_directory_is_read() throws IOException {
    open().write(ONE);
    Path other = Files.move(file, directory.resolve("other"));
    Path unusedLink = Files.createSymbolicLink(file, other);
    assertThat(open().read()).isEqualTo(Overrides.NONE);
    assertThat(other).exists();

    Path unusedCopy = Files.copy(other, file);
    Path unusedMode =
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(open().read()).isEqualTo(Overrides.NONE);

    Path unusedDirectory = Files.createDirectory(file);
    assertThat(open().read()).isEqualTo(Overrides.NONE);
    log.close();
    assertThat(said.lines())
        .hasSize(3)
        .anyMatch(line -> line.contains(" is a link; it is kept as "))
        .anyMatch(line -> line.contains(" can be written by others; it is kept as "))
        .anyMatch(line -> line.contains(" is no file; it is kept as "));
  }

  @Test
  void a_link_in_its_place_is_replaced_and_not_followed() throws IOException {
    open().write(ONE);
    Path other = Files.writeString(directory.resolve("other"), "precious");
    Files.delete(file);
    Path unused = Files.createSymbolicLink(file, other);

    open().write(ONE);

    assertThat(other).hasContent("precious");
    assertThat(open().read()).isEqualTo(ONE);
  }

  @Test
  void in_a_directory_that_others_can_write_it_is_not_written() throws IOException {
    Path unused = Files.createDirectory(directory.resolve("lib"));
    Path unusedToo =
        Files.setPosixFilePermissions(
            directory.resolve("lib"), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> open().write(ONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be written by others");
  }
}
