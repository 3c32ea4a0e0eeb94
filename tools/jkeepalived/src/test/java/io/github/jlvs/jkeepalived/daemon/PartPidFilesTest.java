// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartPidFilesTest {
  @TempDir Path directory;

  @Test
  void each_is_there_while_its_part_has_work() {
    Path routers = directory.resolve("vrrp.pid");
    Path checkers = directory.resolve("checkers.pid");
    try (DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC())) {
      try (PartPidFiles parts = new PartPidFiles(files(routers, checkers), 4711, log)) {
        parts.runs(true, false);
        assertThat(routers).hasContent("4711\n");
        assertThat(checkers).doesNotExist();
        parts.runs(false, true);
        assertThat(routers).doesNotExist();
        assertThat(checkers).hasContent("4711\n");
        parts.runs(true, true);
        assertThat(routers).hasContent("4711\n");
      }
    }
    assertThat(routers).doesNotExist();
    assertThat(checkers).doesNotExist();
  }

  @Test
  void one_that_cannot_be_written_keeps_nothing_from_running() throws IOException {
    Path routers = Files.createDirectory(directory.resolve("vrrp.pid"));
    Path checkers = directory.resolve("checkers.pid");
    try (DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC());
        PartPidFiles parts = new PartPidFiles(files(routers, checkers), 4711, log)) {
      parts.runs(true, true);
      assertThat(checkers).hasContent("4711\n");
    }
    assertThat(routers).isDirectory();
  }

  private PidFiles files(Path routers, Path checkers) {
    return new PidFiles(directory.resolve("keepalived.pid"), routers, checkers, Optional.empty());
  }
}
