// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.net.NamespaceId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedServicesFileTest {
  private static final NamespaceId HERE = new NamespaceId("ab", 7, 1);
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final ServiceId MAIL = ServiceId.tcp("10.0.0.1", 25);

  @TempDir private Path directory = Path.of("");
  private Path file = Path.of("");
  private final Said said = new Said();
  private final DaemonLog log = said.log();

  @BeforeEach
  void name() {
    file = OwnedServicesFile.beside(directory.resolve("keepalived.pid"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void the_next_life_knows_what_this_one_remembered() throws IOException {
    OwnedServices owned = open();
    owned.remember(Set.of(WEB, MAIL));
    assertThat(open().known()).containsExactlyInAnyOrder(WEB, MAIL);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    owned.remember(Set.of(WEB));
    assertThat(open().known()).containsExactly(WEB);
    owned.remember(Set.of());

    assertThat(file).doesNotExist();
    assertThat(open().known()).isEmpty();
    assertThat(said()).isEmpty();
  }

  @Test
  void it_is_the_files_beside_two_pid_files_that_differ() {
    assertThat(file).hasFileName("keepalived.pid.services");
    assertThat(OwnedServicesFile.beside(Path.of("/run/other.pid")))
        .isEqualTo(Path.of("/run/other.pid.services"));
  }

  @Test
  void what_does_not_change_is_not_written() throws IOException {
    OwnedServices owned = open();
    owned.remember(Set.of(WEB));
    Object before = Files.getAttribute(file, "unix:ino");

    owned.remember(Set.of(WEB));

    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @Test
  void of_another_boot_it_counts_for_nothing_and_nothing_is_said() {
    open().remember(Set.of(WEB));

    assertThat(OwnedServicesFile.open(file, new NamespaceId("ac", 7, 1), log).known()).isEmpty();
    assertThat(said()).isEmpty();
  }

  @Test
  void a_bad_file_is_said_and_ignored_and_replaced() throws IOException {
    Files.writeString(file, "rubbish\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    OwnedServices owned = open();
    assertThat(owned.known()).isEmpty();
    owned.remember(Set.of(WEB));

    assertThat(open().known()).containsExactly(WEB);
    assertThat(said())
        .isEqualTo(
            file
                + " does not begin with 'jkeepalived services 1': virtual services that an earlier"
                + " start left and the configuration does not name stay in the table; look for them"
                + " with ipvsadm -Ln");
  }

  @Test
  void neither_a_huge_file_nor_one_of_others_nor_a_link_is_read() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength((1 << 24) + 1);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(open().known()).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(open().known()).isEmpty();
    Files.delete(file);
    OwnedServicesFile.open(directory.resolve("other"), HERE, log).remember(Set.of(WEB));
    Files.createSymbolicLink(file, directory.resolve("other"));
    assertThat(open().known()).isEmpty();

    assertThat(said().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains(" has more than 16777216 bytes: "))
        .anyMatch(line -> line.contains(" can be written by others: "))
        .anyMatch(line -> line.contains(" is a link: "));
  }

  @Test
  void where_it_cannot_be_written_that_is_said_once_and_its_end_too() throws IOException {
    Path late = directory.resolve("late");
    file = late.resolve("k.pid.services");
    OwnedServices owned = open();
    owned.remember(Set.of(WEB));
    owned.remember(Set.of(WEB, MAIL));
    Files.createDirectory(late);
    owned.remember(Set.of(WEB, MAIL));

    assertThat(open().known()).containsExactlyInAnyOrder(WEB, MAIL);
    assertThat(said().lines())
        .containsExactly(
            "Cannot write "
                + file
                + ": No such file or directory; after a crash the next start may leave virtual services"
                + " of this one in the table (said once)",
            file + " is written again");
  }

  @Test
  void rather_none_than_one_that_says_too_much() throws IOException {
    OwnedServices owned = open();
    owned.remember(Set.of(WEB, MAIL));
    // Nothing can be put aside any more.
    Path aside = Files.createDirectory(directory.resolve("." + file.getFileName() + ".new"));
    Files.writeString(aside.resolve("something"), "");

    owned.remember(Set.of(WEB));
    assertThat(file).doesNotExist();
    Files.delete(aside.resolve("something"));
    owned.remember(Set.of(WEB));

    assertThat(open().known()).containsExactly(WEB);
  }

  private OwnedServices open() {
    return OwnedServicesFile.open(file, HERE, log);
  }

  private String said() {
    log.close();
    return String.join("\n", said.lines());
  }
}
