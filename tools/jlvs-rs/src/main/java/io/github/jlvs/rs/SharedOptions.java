// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.RealServer;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
final class SharedOptions {
  @Option(
      names = "--state-directory",
      paramLabel = "DIRECTORY",
      description = "Where it is remembered what start did (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("/run/jlvs");

  RealServer realServer() {
    return new RealServer(directory);
  }
}
