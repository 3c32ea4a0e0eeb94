// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListVirtualServersTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void the_guides_director_has_two_servers() {
    assertThat(list(Path.of("ha-dr/ds1/keepalived.conf"))).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [10.1.80.90]:tcp:80 wrr
              [10.1.80.93]:tcp:80 weight 100, Route, checks: 1
              [10.1.80.95]:tcp:80 weight 100, Route, checks: 1
            """);
  }

  @Test
  void a_file_with_errors_lists_nothing() throws IOException {
    Path file = Files.writeString(directory.resolve("k.conf"), "virtual_servr 10.0.0.1 80 {\n}\n");

    assertThat(list(file)).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean 'virtual_server'?");
  }

  private int list(Path file) {
    return ListVirtualServers.list(
        file,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
