// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
  @TempDir Path proc;

  @Test
  void this_process_is_in_the_table_with_its_command_line() throws IOException {
    int own = (int) ProcessHandle.current().pid();
    ProcessTable table = new ProcessTable(Path.of("/proc"));

    assertThat(table.all(true))
        .filteredOn(entry -> entry.pid() == own)
        .singleElement()
        .satisfies(entry -> assertThat(entry.words().get(0)).endsWith("java"));
    assertThat(table.process(own, false)).map(ProcessEntry::words).contains(List.of());
  }

  @Test
  void names_with_brackets_and_blanks_are_read_and_zombies_are_none() throws IOException {
    process(7, "7 (a) S (b) R 1 2 3", "/bin/a\0b c\0\0");
    process(8, "8 (gone) Z 1 2 3", "");
    process(9, "9 (kworker/0:1) I 1 2 3", "");
    Files.createDirectory(proc.resolve("10"));
    Files.createDirectory(proc.resolve("99999999999"));
    Files.createDirectory(proc.resolve("sys"));

    assertThat(new ProcessTable(proc).all(true))
        .containsExactlyInAnyOrder(
            new ProcessEntry(7, "a) S (b", List.of("/bin/a", "b c", "")),
            new ProcessEntry(9, "kworker/0:1", List.of()));
  }

  @Test
  void of_a_command_line_of_any_length_a_bounded_part_is_read() throws IOException {
    process(7, "7 (a) R 1", "x".repeat(100_000));

    assertThat(new ProcessTable(proc).process(7, true).orElseThrow().words().get(0))
        .hasSize(32 * 1024);
  }

  @Test
  void a_line_cut_short_is_no_process() {
    assertThat(ProcessTable.nameOfLiving("")).isEmpty();
    assertThat(ProcessTable.nameOfLiving("7 (a)")).isEmpty();
    assertThat(ProcessTable.nameOfLiving("7 )a(")).isEmpty();
    assertThat(ProcessTable.nameOfLiving("7 (a) R")).contains("a");
  }

  @Test
  void without_a_proc_file_system_it_says_so() {
    assertThatThrownBy(() -> new ProcessTable(proc.resolve("none")).all(false))
        .isInstanceOf(IOException.class);
  }

  private void process(int pid, String stat, String line) throws IOException {
    Path directory = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    Files.writeString(directory.resolve("stat"), stat);
    Files.writeString(directory.resolve("cmdline"), line);
  }
}
