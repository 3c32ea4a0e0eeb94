// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  @TempDir Path directory;

  @Test
  void each_part_has_a_file_of_its_own_that_only_its_owner_reads() throws IOException {
    try (FileSink sink = sink("k.d.log", "_red_foo")) {
      for (Part part : Part.values()) {
        sink.write(entry(part, part.toString()));
      }
    }

    assertThat(directory.resolve("k.d_red_foo.log"))
        .hasContent("Mon Nov  2 03:06:04 2026: DAEMON\n");
    assertThat(directory.resolve("k.d_vrrp_red_foo.log")).content().endsWith(": VRRP\n");
    assertThat(directory.resolve("k.d_healthcheckers_red_foo.log"))
        .content()
        .endsWith(": CHECKERS\n");
    assertThat(PosixFilePermissions.toString(mode("k.d_red_foo.log"))).isEqualTo("rw-------");
  }

  @Test
  void a_name_without_a_dot_has_what_tells_the_parts_apart_at_its_end() {
    assertThat(sink("log", "").path(Part.VRRP)).isEqualTo(directory.resolve("log_vrrp"));
  }

  @Test
  void lines_are_appended_and_a_file_that_was_moved_away_is_made_anew() throws IOException {
    Path file = directory.resolve("k.log");
    try (FileSink sink = sink("k.log", "")) {
      sink.write(entry(Part.DAEMON, "one"));
    }
    try (FileSink sink = sink("k.log", "")) {
      sink.write(entry(Part.DAEMON, "two"));
      Path moved = Files.move(file, directory.resolve("k.log.1"));
      sink.write(entry(Part.DAEMON, "three"));
      Files.delete(file);
      sink.write(entry(Part.DAEMON, "four"));

      assertThat(moved).content().contains("one", "two").doesNotContain("three");
      assertThat(file).content().contains("four").doesNotContain("three");
    }
  }

  @Test
  void no_link_is_followed_and_nothing_written_to_what_others_may_write() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("k.log"), precious);
    try (FileSink sink = sink("k.log", "")) {
      assertThatThrownBy(() -> sink.write(entry(Part.DAEMON, "one")))
          .hasMessageContaining("cannot write " + link)
          .hasMessageContaining("is a link");
      Files.delete(link);
      Path open = Files.writeString(link, "");
      Object unused =
          Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThatThrownBy(() -> sink.write(entry(Part.DAEMON, "one")))
          .hasMessageContaining("choose another with --log-file");
      Files.delete(link);
      sink.write(entry(Part.DAEMON, "two"));
      assertThat(link).content().endsWith("two\n");
    }
    assertThat(precious).hasContent("precious");
  }

  @Test
  void without_its_directory_the_reason_is_said() {
    FileSink sink = new FileSink(directory.resolve("no/k.log"), "", ZoneOffset.UTC);
    assertThatThrownBy(() -> sink.write(entry(Part.VRRP, "one")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write " + directory.resolve("no/k_vrrp.log"));
  }

  private FileSink sink(String name, String suffix) {
    return new FileSink(directory.resolve(name), suffix, ZoneOffset.UTC);
  }

  private Set<PosixFilePermission> mode(String name) throws IOException {
    return Files.getPosixFilePermissions(directory.resolve(name));
  }

  private static Entry entry(Part part, String text) {
    return new Entry(Instant.parse("2026-11-02T03:06:04Z"), part, text);
  }
}
