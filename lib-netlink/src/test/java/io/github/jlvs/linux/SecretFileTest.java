// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
  @TempDir private Path directory = Path.of("");

  private Path file(String content, String permissions) throws IOException {
    return file(content.getBytes(StandardCharsets.UTF_8), permissions);
  }

  private Path file(byte[] content, String permissions) throws IOException {
    Path file = Files.write(directory.resolve("secret"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String why(Path file) {
    return ((SecretFile.Refused) SecretFile.read(file)).why();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\nwhat else is there\n"})
  void the_secret_is_the_first_line(String rest) throws IOException {
    assertThat(SecretFile.read(file("s\u00e9 cret" + rest, "rw-------")))
        .isEqualTo(new SecretFile.Line("s\u00e9 cret"));
  }

  @Test
  void it_is_not_shown() throws IOException {
    assertThat(SecretFile.read(file("s3same", "rw-------")).toString()).doesNotContain("s3same");
  }

  @Test
  void a_link_to_a_file_is_followed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file("secret", "r--------"));

    assertThat(SecretFile.read(link)).isEqualTo(new SecretFile.Line("secret"));
  }

  @Test
  void its_group_may_read_it() throws IOException {
    assertThat(SecretFile.read(file("secret", "rw-r-----")))
        .isEqualTo(new SecretFile.Line("secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-----w-, 0602",
    "rw-rw-rw-, 0666",
    "rw----r--, 0604",
    "rw--w----, 0620",
  })
  void one_that_others_may_read_or_change_is_refused(String permissions, String mode)
      throws IOException {
    assertThat(why(file("secret", permissions)))
        .startsWith("others can read or change it (mode " + mode + "): chmod 600 it");
  }

  @Test
  void what_is_no_small_file_is_refused() throws IOException {
    assertThat(why(file("0".repeat(4097), "rw-------")))
        .isEqualTo("it is no file of at most 4096 octets");
    assertThat(why(directory)).isEqualTo("it is no file of at most 4096 octets");
    assertThat(why(Path.of("/dev/zero"))).isEqualTo("it is no file of at most 4096 octets");
    assertThat(why(directory.resolve("none"))).isEqualTo("there is no such file");
    Path loop = directory.resolve("loop");
    Path unused = Files.createSymbolicLink(loop, loop);
    assertThat(why(loop)).isEqualTo("it cannot be read: Too many levels of symbolic links");
  }

  @Test
  void one_without_a_secret_is_refused() throws IOException {
    assertThat(why(file("", "rw-------"))).isEqualTo("its first line is empty");
    assertThat(why(file("\nsecret\n", "rw-------"))).isEqualTo("its first line is empty");
    assertThat(why(file(new byte[] {(byte) 0xff}, "rw-------")))
        .isEqualTo("it is no text in UTF-8");
  }

  /** Only root could make such a file. */
  @Test
  void one_of_a_third_user_is_refused() {
    assertThat(new FileAccess(1001, 0100600).unfitForSecret(0))
        .contains(
            "it belongs to user 1001, who could change it, and not to root or to user 0, who reads"
                + " it: chown it");
    assertThat(new FileAccess(1001, 0100600).unfitForSecret(1001)).isEmpty();
    assertThat(new FileAccess(0, 0100600).unfitForSecret(1001)).isEmpty();
  }
}
