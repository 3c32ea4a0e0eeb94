// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.jkeepalived.daemon.Rehearsal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does what a start does from its first step on, so that the class-data archive has the classes of
 * the command line too: options are read and a configuration is tested, then the daemon has its
 * {@link Rehearsal}.
 */
public final class RehearsedStart {
  private RehearsedStart() {}

  /**
   * Runs the rehearsal.
   *
   * @param args what {@link Rehearsal#main} takes; the configuration goes to that directory too
   * @throws IOException where that cannot be written, or there is no loopback interface
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]).resolve("keepalived.conf");
    Files.writeString(file, Rehearsal.configuration(1));
    OutputStream nowhere = OutputStream.nullOutputStream();
    PrintStream unheard = new PrintStream(nowhere, false, StandardCharsets.UTF_8);
    int unused =
        Jkeepalived.run(
            new String[] {"-nlGC", "-t", "-f", file.toString()},
            false,
            unheard,
            unheard,
            nowhere,
            new LaunchedProcess());
    Rehearsal.main(args);
  }
}
