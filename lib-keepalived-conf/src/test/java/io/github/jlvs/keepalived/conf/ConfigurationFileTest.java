// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir Path folder;

  @Test
  void a_file_is_read_as_its_text_is() throws IOException {
    Path file = Files.writeString(folder.resolve("k.conf"), Texts.guide("ds1"));

    assertThat(ConfigurationReader.read(file))
        .isEqualTo(ConfigurationReader.read(file.toString(), Texts.guide("ds1")));
  }

  @Test
  void a_missing_file_is_an_error_at_its_first_character() {
    assertThat(ConfigurationReader.read(Path.of("/nowhere/k.conf")).diagnostics())
        .extracting(Object::toString)
        .containsExactly(
            "/nowhere/k.conf:1:1: error: the configuration cannot be read: there is no such file");
  }

  @Test
  void a_directory_is_no_file() {
    assertThat(ConfigurationReader.read(folder).diagnostics())
        .extracting(Object::toString)
        .containsExactly(
            folder + ":1:1: error: the configuration cannot be read: it is a directory");
  }

  @Test
  void bytes_that_are_no_utf8_do_no_harm() throws IOException {
    Path file =
        Files.write(
            folder.resolve("k.conf"), new byte[] {'#', ' ', (byte) 0xb2, (byte) 0xe2, '\n'});

    // Of a comment nothing is read, so that the file is empty.
    assertThat(ConfigurationReader.read(file).diagnostics())
        .extracting(Object::toString)
        .containsExactly(
            file
                + ":1:1: error: this configuration is empty: nothing would run (a file that shall"
                + " configure nothing has an empty 'global_defs' block)");
  }
}
