// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.script.UnusablePath;
import io.github.jlvs.linux.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Replaces files as a whole. One that cannot be written is told once for each cause, until it is
 * written again: exporters ask every few seconds. Of one thread.
 */
final class DumpFiles {
  private final DaemonLog log;

  /** Why a file could not be written the last time. */
  private final Map<String, String> told = new HashMap<>();

  DumpFiles(DaemonLog log) {
    this.log = log;
  }

  void write(Part part, String file, String text) {
    try {
      PrivateFile.replace(
          Path.of(file), text.getBytes(StandardCharsets.UTF_8), PrivateFile.Endurance.PROCESS);
      told.remove(file);
    } catch (InvalidPathException e) {
      refused(part, file, UnusablePath.why(e));
    } catch (IOException e) {
      refused(
          part,
          file,
          PrivateFile.reason(e)
              + "; make room for it, or name another file with state_dump_file, stats_dump_file or"
              + " json_dump_file");
    }
  }

  private void refused(Part part, String file, String why) {
    if (!Objects.equals(told.put(file, why), why)) {
      log.line(part, "Cannot write " + file + ", which a signal asked for: " + why);
    }
  }
}
