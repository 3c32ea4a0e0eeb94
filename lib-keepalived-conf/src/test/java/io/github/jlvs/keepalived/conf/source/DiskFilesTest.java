// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  @Test
  void a_file_of_an_eighth_of_the_memory_is_read() throws Exception {
    Path file = Files.writeString(directory.resolve("k.conf"), "!".repeat(MEBIBYTE));

    assertThat(new DiskFiles(8L * MEBIBYTE).text(file)).hasSize(MEBIBYTE);
  }

  @Test
  void a_larger_one_is_refused_with_the_remedy() throws Exception {
    Path file = Files.writeString(directory.resolve("k.conf"), "!".repeat(MEBIBYTE + 1));

    assertThatThrownBy(() -> new DiskFiles(8L * MEBIBYTE).text(file))
        .isInstanceOf(SourceFiles.UnreadableFile.class)
        .hasMessage(
            "it is larger than 1 MiB, an eighth of what this JVM may take"
                + " (JLVS_JAVA_OPTIONS=-Xmx256m gives it more)");
  }
}
