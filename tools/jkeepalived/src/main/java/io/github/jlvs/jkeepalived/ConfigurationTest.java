// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a test of the configuration has found, at the terminal or in a file. */
final class ConfigurationTest {
  private static final int NOTHING_FOUND = 0;
  private static final int NOT_WRITTEN = 1;
  private static final int FOUND_SOMETHING = 5;

  /** What is there stays; a link, which may lead anywhere, is not followed. */
  private static final Set<OpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

  private ConfigurationTest() {}

  /**
   * Reports what was found.
   *
   * @return the status of the program
   */
  static int report(ReadResult result, Optional<Path> log, PrintStream err) {
    String said =
        result.diagnostics().stream()
            .map(Diagnostic::toString)
            .collect(Collectors.joining("\n", "", result.diagnostics().isEmpty() ? "" : "\n"));
    if (log.isEmpty()) {
      err.print(said);
    } else {
      try {
        append(log.get(), said);
      } catch (IOException e) {
        err.print(said);
        err.println(
            "jkeepalived: the log of the test cannot be written: "
                + e
                + " (what was found stands above)");
        return NOT_WRITTEN;
      }
    }
    return result.diagnostics().isEmpty() ? NOTHING_FOUND : FOUND_SOMETHING;
  }

  private static void append(Path log, String said) throws IOException {
    try (SeekableByteChannel file =
        Files.newByteChannel(
            log,
            APPEND,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }
}
