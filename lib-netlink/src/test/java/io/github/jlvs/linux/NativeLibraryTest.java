// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  private @TempDir Path directory;

  @Test
  void theLibraryIsAnElfFileThatIsNotWrittenOver() throws IOException {
    NativeLibrary.copyTo(directory);

    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.toList();
    }
    assertThat(files).hasSize(1);
    assertThat(files.get(0).getFileName()).asString().matches("libjffi-.*\\.so");
    assertThat(Files.readAllBytes(files.get(0))).startsWith(0x7F, 'E', 'L', 'F');
    assertThatThrownBy(() -> NativeLibrary.copyTo(directory))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
