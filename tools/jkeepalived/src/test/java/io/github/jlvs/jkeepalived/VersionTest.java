// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void the_version_is_the_builds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

    int status =
        Jkeepalived.run(new String[] {"--version"}, print, print, OutputStream.nullOutputStream());

    assertThat(status).isZero();
    String line = out.toString(StandardCharsets.UTF_8).strip();
    assertThat(line).startsWith("jkeepalived ");
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + line.substring("jkeepalived ".length()) + "</version>");
  }
}
