// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a configuration is made of: a change of it is seen, and nothing else is one. */
class RememberedFilesTest {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private @TempDir Path directory;

  private final RememberedFiles files = new RememberedFiles(SourceFiles.OF_THIS_MACHINE);
  private Path main = Path.of("");

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(directory.resolve("conf.d"));
    main = directory.resolve("main.conf");
    Files.writeString(
        main,
        """
        include conf.d/*.conf
        virtual_server 10.0.0.1 443 {
          protocol TCP
          lb_algo rr
          lb_kind NAT
          real_server 10.0.0.2 443 {
            HTTP_GET {
              url {
                path /
                http_user somebody
                http_password_file %s
              }
            }
          }
        }
        """
            .formatted(directory.resolve("password")));
    Files.createFile(directory.resolve("password"), PRIVATE);
    Files.writeString(directory.resolve("password"), "one\n");
    Files.writeString(directory.resolve("conf.d/a.conf"), "global_defs {\n}\n");
  }

  private ReadResult read() {
    return ConfigurationReader.read(
        main, new ReaderOptions("host", files, new SplittableRandom(1), Tolerance.USUAL));
  }

  @Test
  void a_file_that_is_written_again_with_the_same_is_the_same() throws IOException {
    assertThat(read().configuration()).isPresent();
    assertThat(files.wouldReadTheSame()).isTrue();

    Files.writeString(directory.resolve("password"), "one\n");
    Files.writeString(directory.resolve("unrelated"), "text\n");
    assertThat(files.wouldReadTheSame()).isTrue();
  }

  @Test
  void each_file_counts() throws IOException {
    ReadResult unused = read();
    for (String name : new String[] {"main.conf", "password", "conf.d/a.conf"}) {
      Path file = directory.resolve(name);
      String before = Files.readString(file);
      Files.writeString(file, "# more\n" + before);
      assertThat(files.wouldReadTheSame()).as(name).isFalse();
      Files.delete(file);
      assertThat(files.wouldReadTheSame()).as("no " + name).isFalse();
      Files.createFile(file, PRIVATE);
      Files.writeString(file, before);
      assertThat(files.wouldReadTheSame()).as(name + " as before").isTrue();
    }
  }

  @Test
  void a_file_that_comes_where_one_was_looked_for_counts() throws IOException {
    ReadResult unused = read();
    Files.writeString(directory.resolve("conf.d/b.conf"), "");
    assertThat(files.wouldReadTheSame()).isFalse();
  }

  @Test
  void one_that_was_missing_and_is_there_counts() throws IOException {
    Files.delete(directory.resolve("password"));
    assertThat(read().configuration()).isEmpty();
    assertThat(files.wouldReadTheSame()).isTrue();

    Files.createFile(directory.resolve("password"), PRIVATE);
    Files.writeString(directory.resolve("password"), "one\n");
    assertThat(files.wouldReadTheSame()).isFalse();
  }

  @Test
  void who_may_read_a_password_counts() throws IOException {
    Path password = directory.resolve("password");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(read().configuration()).isEmpty();

    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    assertThat(files.wouldReadTheSame()).isFalse();
  }

  @Test
  void random_numbers_are_never_the_same() throws IOException {
    Files.writeString(main, Files.readString(main).replace("rr", "rr\ndelay_loop ${_RANDOM 1 9}"));
    assertThat(read().configuration()).isPresent();
    assertThat(files.wouldReadTheSame()).isFalse();
  }
}
