// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name_it() {
    path = directory.resolve("keepalived.pid");
  }

  @Test
  void it_holds_the_number_until_it_is_closed() throws Exception {
    try (PidFile file = PidFile.create(path, "--pid", 4711)) {
      assertThat(file).isNotNull();
      assertThat(path).hasContent("4711\n");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void one_of_a_dead_process_is_replaced() throws Exception {
    Files.writeString(path, "99\n");
    try (PidFile file = PidFile.create(path, "--pid", 4711, pid -> Optional.empty())) {
      assertThat(file).isNotNull();
      assertThat(path).hasContent("4711\n");
    }
  }

  @Test
  void one_that_holds_no_number_is_replaced() throws Exception {
    Files.writeString(path, "rubbish");
    PidFile.create(path, "--pid", 4711, pid -> Optional.of("keepalived")).close();
    assertThat(path).doesNotExist();
  }

  @Test
  void a_number_that_another_program_has_meanwhile_does_not_count() throws Exception {
    Files.writeString(path, "99\n");
    PidFile.create(path, "--pid", 4711, pid -> Optional.of("/usr/sbin/nginx -c /etc/nginx.conf"))
        .close();
    assertThat(path).doesNotExist();
  }

  /** Its parent becomes a program that never asks for the ends of its children. */
  @Test
  @Timeout(60)
  void a_process_that_has_ended_and_that_nobody_asked_for_is_dead() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 120 & echo $!; exec sleep 121").start();
    try (var out = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      while (!Files.readString(Path.of("/proc/" + parent.pid() + "/comm")).equals("sleep\n")) {
        Thread.sleep(10);
      }
      assertThat(PidFile.hasEnded(child.pid())).isFalse();
      assertThat(child.destroyForcibly()).isTrue();
      while (!PidFile.hasEnded(child.pid())) {
        Thread.sleep(10);
      }
      assertThat(child).matches(ProcessHandle::isAlive);
      Files.writeString(path, child.pid() + "\n");
      PidFile.create(path, "--pid", 4711).close();
      assertThat(path).doesNotExist();
      assertThat(PidFile.hasEnded(parent.pid())).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void a_living_keepalived_is_not_disturbed() throws Exception {
    Files.writeString(path, "99\n");
    for (String command : new String[] {"/usr/sbin/keepalived -D", "java x.Jkeepalived -n", ""}) {
      assertThatThrownBy(() -> PidFile.create(path, "--pid", 4711, pid -> Optional.of(command)))
          .isInstanceOf(PidFile.PidFileException.class)
          .hasMessageContaining("already running as process 99");
    }
    assertThat(path).hasContent("99\n");
  }

  @Test
  void a_link_is_replaced_and_not_followed() throws Exception {
    Path elsewhere = Files.writeString(directory.resolve("precious"), "99\n");
    Files.createSymbolicLink(path, elsewhere);
    try (PidFile file = PidFile.create(path, "--pid", 4711, pid -> Optional.of("keepalived"))) {
      assertThat(file).isNotNull();
      assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(elsewhere).hasContent("99\n");
    }
  }

  @Test
  void what_another_process_has_put_there_stays() throws Exception {
    PidFile file = PidFile.create(path, "--pid", 4711);
    Files.writeString(path, "99\n");
    file.close();
    assertThat(path).hasContent("99\n");
  }

  @Test
  void where_it_cannot_be_written_the_reason_is_said() throws Exception {
    assertThatThrownBy(() -> PidFile.create(directory.resolve("no/such.pid"), "--pid", 1))
        .hasMessageContaining("its directory does not exist; choose another with --pid");
    Files.createDirectory(path);
    assertThatThrownBy(() -> PidFile.create(path, "--pid", 1))
        .hasMessageContaining("it is a directory");
  }
}
