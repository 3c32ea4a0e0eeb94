// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.NamespaceId;
import io.github.jlvs.rs.plan.RealServerException;
import io.github.jlvs.rs.plan.RememberedState;
import io.github.jlvs.rs.plan.SavedState;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Setting;
import io.github.jlvs.rs.plan.StateText;
import io.github.jlvs.rs.plan.Vip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the directory of the records, made by us or by somebody who means harm. */
class RecordFileTest {
  private static final NamespaceId HERE = new NamespaceId("ab", 7, 1);
  private static final NamespaceId THERE = new NamespaceId("ab", 8, 2);
  private static final SavedState STATE =
      new SavedState(
          List.of(Vip.parse("10.1.80.90")),
          Set.of(),
          Set.of(),
          Map.of(Setting.ALL_IGNORE, new SavedValue(0, 1)));

  @TempDir private Path parent = Path.of("");
  private RecordDirectory directory = new RecordDirectory(Path.of(""));
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    directory = new RecordDirectory(parent.resolve("jlvs"));
    file = directory.path().resolve("rs-7");
  }

  @Test
  void what_is_written_is_there_for_the_next_one_and_for_the_owner_alone() throws IOException {
    write(STATE);

    assertThat(RecordFile.peek(directory, HERE)).isEqualTo(RememberedState.of(STATE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (RecordFile record = RecordFile.open(directory, HERE)) {
      assertThat(record.read()).isEqualTo(RememberedState.of(STATE));
    }
  }

  @Test
  void every_namespace_has_a_record_of_its_own() {
    write(STATE);

    assertThat(RecordFile.peek(directory, THERE)).isEqualTo(RememberedState.of(SavedState.NOTHING));
  }

  @Test
  void nothing_to_remember_is_no_file() {
    write(STATE);
    write(SavedState.NOTHING);

    assertThat(file).doesNotExist();
    assertThat(RecordFile.peek(directory, HERE)).isEqualTo(RememberedState.of(SavedState.NOTHING));
  }

  @Test
  void looking_makes_nothing() {
    assertThat(RecordFile.peek(directory, HERE)).isEqualTo(RememberedState.of(SavedState.NOTHING));
    assertThat(RecordFile.foresee(directory, HERE))
        .isEqualTo(RememberedState.of(SavedState.NOTHING));
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void looking_ahead_takes_no_lock() {
    write(STATE);

    try (RecordFile record = RecordFile.open(directory, HERE)) {
      assertThat(RecordFile.foresee(directory, HERE)).isEqualTo(record.read());
    }
  }

  @Test
  void a_link_in_the_place_of_the_record_is_neither_read_nor_written_through() throws IOException {
    Path victim = Files.writeString(parent.resolve("victim"), StateText.write(HERE, STATE));
    Files.createDirectory(directory.path());
    Files.createSymbolicLink(file, victim);
    Files.createSymbolicLink(file.resolveSibling(".rs-7.new"), victim);

    assertThat(RecordFile.peek(directory, HERE).trouble().orElseThrow()).contains("it is a link");
    write(
        new SavedState(
            List.of(), Set.of(), Set.of(), Map.of(Setting.LO_IGNORE, new SavedValue(5, 1))));

    assertThat(victim).hasContent(StateText.write(HERE, STATE));
    assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void a_link_in_the_place_of_the_lock_is_refused() throws IOException {
    Path victim = parent.resolve("victim");
    Files.createDirectory(directory.path());
    Files.createSymbolicLink(directory.path().resolve("rs.lock"), victim);

    assertThatThrownBy(() -> RecordFile.open(directory, HERE).close())
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("rs.lock");
    assertThat(victim).doesNotExist();
  }

  @Test
  void a_directory_that_is_a_link_is_refused() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(directory.path(), elsewhere);

    assertThatThrownBy(() -> RecordFile.open(directory, HERE).close())
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("is a link")
        .hasMessageContaining("--state-directory");
    assertThatThrownBy(() -> RecordFile.foresee(directory, HERE))
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("--state-directory");
    assertThat(RecordFile.peek(directory, HERE).trouble().orElseThrow()).contains("is a link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_directory_that_others_can_write_is_refused() throws IOException {
    Files.createDirectory(directory.path());
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> RecordFile.open(directory, HERE).close())
        .isInstanceOf(RealServerException.class)
        .hasMessageContaining("can be written by others");
  }

  @Test
  void a_record_that_others_can_write_is_not_believed() throws IOException {
    write(STATE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(RecordFile.peek(directory, HERE).trouble().orElseThrow())
        .contains("can be written by others");
  }

  @Test
  void a_directory_that_cannot_be_made_is_a_sentence() {
    RecordDirectory missing = new RecordDirectory(parent.resolve("no/such/parent"));

    assertThatThrownBy(() -> RecordFile.open(missing, HERE).close())
        .isInstanceOf(RealServerException.class)
        .hasMessageStartingWith("cannot make directory " + missing.path());
  }

  @Test
  void a_damaged_record_is_kept_under_another_name() throws IOException {
    Files.createDirectory(directory.path());
    Files.writeString(file, "torn");

    try (RecordFile record = RecordFile.open(directory, HERE)) {
      assertThat(record.read().worthKeeping()).isTrue();
      record.putAside();
      record.write(STATE);
    }

    assertThat(directory.path().resolve("rs-7.damaged")).hasContent("torn");
    assertThat(RecordFile.peek(directory, HERE)).isEqualTo(RememberedState.of(STATE));
  }

  @Test
  void a_record_of_absurd_size_is_damaged() throws IOException {
    Files.createDirectory(directory.path());
    Files.write(file, new byte[1 << 17]);

    assertThat(RecordFile.peek(directory, HERE).trouble().orElseThrow())
        .contains("more than 65536 bytes");
  }

  private void write(SavedState state) {
    try (RecordFile record = RecordFile.open(directory, HERE)) {
      record.write(state);
    }
  }
}
