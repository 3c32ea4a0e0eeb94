// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new key for {@code auth_hmac} on the command line. */
class KeygenTest {
  @TempDir private Path directory = Path.of("");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void the_key_is_in_a_file_of_its_owner_and_nowhere_else() throws IOException {
    Path file = directory.resolve("key");

    assertThat(run(file)).isZero();

    String key = Files.readString(file);
    assertThat(key).matches("hex:[0-9a-f]{64}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(out.toString(UTF_8)).isEqualTo("key 1 file:" + file + "\n");
    assertThat(out.toString(UTF_8) + err.toString(UTF_8)).doesNotContain(key.substring(4, 20));
  }

  @Test
  void the_line_that_is_printed_is_one_of_the_file() throws IOException {
    assertThat(run(directory.resolve("key"))).isZero();

    assertThat(
            ConfigurationReader.read(
                "t.conf",
                """
                vrrp_instance V {
                  interface eth0
                  virtual_router_id 3
                  auth_hmac {
                """
                    + out.toString(UTF_8)
                    + """
                  }
                  virtual_ipaddress { 10.0.0.1 }
                }
                """))
        .satisfies(read -> assertThat(read.diagnostics()).isEmpty());
  }

  @Test
  void each_is_another_one() throws IOException {
    assertThat(run(directory.resolve("one"))).isZero();
    assertThat(run(directory.resolve("other"))).isZero();

    assertThat(directory.resolve("one")).isRegularFile();
    assertThat(Files.readString(directory.resolve("one")))
        .isNotEqualTo(Files.readString(directory.resolve("other")));
  }

  @Test
  void a_file_that_is_there_stays_and_so_does_what_a_link_leads_to() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "in use");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));

    assertThat(run(file)).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("there is a file " + file + " already");
    assertThat(file).hasContent("in use");
    assertThat(run(link)).isEqualTo(1);
    assertThat(directory.resolve("none")).doesNotExist();
    assertThat(out.size()).isZero();
  }

  @Test
  void where_no_file_can_be_that_is_said() {
    assertThat(run(directory.resolve("none/key"))).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "jkeepalived: --keygen: cannot write "
                + directory.resolve("none/key")
                + ": No such file or directory\n");
  }

  @Test
  void a_name_that_the_file_could_not_have_is_refused() {
    assertThat(run(Path.of(""))).isEqualTo(1);
    assertThat(run(directory.resolve("sp ace#x"))).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("wants the name", "cannot name")
        .doesNotContain("fault");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void the_line_has_the_shortest_name() {
    assertThat(run(directory.resolve("x/.././key"))).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("key 1 file:" + directory.resolve("key") + "\n");
  }

  private int run(Path file) {
    return new Keygen(
            new SecureRandom(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(file);
  }
}
