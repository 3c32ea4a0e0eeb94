// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Loads ip_vs by way of modprobe, without a shell. What came of it is told in words. */
public final class ModuleLoader {
  private static final String MODPROBE = "/sbin/modprobe";
  private static final long MOST_SECONDS = 30;

  private final String program;
  private final long mostSeconds;

  public ModuleLoader() {
    this(MODPROBE, MOST_SECONDS);
  }

  ModuleLoader(String program, long mostSeconds) {
    this.program = program;
    this.mostSeconds = mostSeconds;
  }

  /**
   * Whether this kernel was built to load modules; yes where /proc does not tell.
   *
   * @param proc where proc(5) is mounted
   */
  public static boolean isModular(Path proc) {
    return Files.exists(proc.resolve("modules")) || !Files.exists(proc.resolve("self"));
  }

  public String load() {
    Process process;
    try {
      process =
          new ProcessBuilder(program, "--", "ip_vs")
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return program + " could not be started: " + e.getMessage();
    }
    try {
      if (!process.waitFor(mostSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return program + " ip_vs did not end within " + mostSeconds + " seconds";
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "interrupted while " + program + " ip_vs ran";
    }
    return program + " ip_vs ended with status " + process.exitValue();
  }
}
