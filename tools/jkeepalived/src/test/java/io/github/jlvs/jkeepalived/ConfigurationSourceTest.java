// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationSourceTest {
  private static final ReaderOptions OPTIONS = ReaderOptions.withConfigId("host");

  private @TempDir Path directory;

  @Test
  void what_has_not_changed_is_not_read_again() throws IOException {
    Path file = directory.resolve("k.conf");
    Files.writeString(file, "global_defs {\n}\n");
    ConfigurationSource source = new ConfigurationSource(file);
    ReadResult first = source.read(OPTIONS);

    assertThat(first.configuration()).isPresent();
    assertThat(source.read(OPTIONS)).isSameAs(first);
    assertThat(source.read(OPTIONS.withTolerance(Tolerance.STRICT))).isNotSameAs(first);
    assertThat(source.read(OPTIONS.withId("other"))).isNotSameAs(first);

    Files.writeString(file, "global_defs {\n");
    assertThat(source.read(OPTIONS).configuration()).isEmpty();
    Files.delete(file);
    assertThat(source.read(OPTIONS).diagnostics())
        .anyMatch(said -> said.message().contains("there is no such file"));
    Files.writeString(file, "global_defs {\n}\n");
    assertThat(source.read(OPTIONS).configuration()).isPresent();
  }
}
