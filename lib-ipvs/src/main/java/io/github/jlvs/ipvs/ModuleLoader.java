// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** Loads ip_vs by way of modprobe, without a shell. What came of it is told in words. */
final class ModuleLoader {
  private static final String MODPROBE = "/sbin/modprobe";
  private static final long MOST_SECONDS = 30;

  private ModuleLoader() {}

  /** Whether this kernel was built to load modules; yes where /proc does not tell. */
  static boolean isModular() {
    return new File("/proc/modules").exists() || !new File("/proc/self").exists();
  }

  static String load() {
    Process process;
    try {
      process =
          new ProcessBuilder(MODPROBE, "--", "ip_vs")
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return MODPROBE + " could not be started: " + e.getMessage();
    }
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return MODPROBE + " ip_vs did not end within " + MOST_SECONDS + " seconds";
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "interrupted while " + MODPROBE + " ip_vs ran";
    }
    return MODPROBE + " ip_vs ended with status " + process.exitValue();
  }
}
