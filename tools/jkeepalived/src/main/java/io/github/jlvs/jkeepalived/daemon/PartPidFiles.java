// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pid files of the parts: each is there while its part has something to run. One that cannot be
 * written is said, and nothing else depends on it. Called by the daemon's thread alone.
 */
public final class PartPidFiles implements Progress, AutoCloseable {
  private final PidFiles files;
  private final long pid;
  private final DaemonLog log;
  private Optional<PidFile> routers = Optional.empty();
  private Optional<PidFile> checkers = Optional.empty();

  /** None is there yet. */
  public PartPidFiles(PidFiles files, long pid, DaemonLog log) {
    this.files = files;
    this.pid = pid;
    this.log = log;
  }

  @Override
  public void runs(boolean hasRouters, boolean hasServers) {
    routers = changed(routers, hasRouters, files.routers(), "--vrrp_pid", Part.VRRP);
    checkers = changed(checkers, hasServers, files.checkers(), "--checkers_pid", Part.CHECKERS);
  }

  private Optional<PidFile> changed(
      Optional<PidFile> before, boolean wanted, Path path, String option, Part part) {
    if (wanted == before.isPresent()) {
      return before;
    }
    before.ifPresent(PidFile::close);
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.of(PidFile.create(path, option, pid));
    } catch (PidFile.PidFileException e) {
      log.line(part, "No pid file of this part: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    runs(false, false);
  }
}
