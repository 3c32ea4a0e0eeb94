// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.process.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may run a file of user 1 and group 2. */
class ExecutabilityTest {
  private static final Account ROOT = account(0, 0);
  private static final Account OWNER = account(1, 9);
  private static final Account MEMBER = account(9, 2);
  private static final Account STRANGER = account(9, 9);

  @Test
  void the_owner_is_judged_by_the_owner_s_bit_alone() {
    assertThat(mode(0100).mayRun(OWNER)).isTrue();
    assertThat(mode(0677).mayRun(OWNER)).isFalse();
  }

  @Test
  void the_group_is_judged_by_the_group_s_bit_alone() {
    assertThat(mode(0010).mayRun(MEMBER)).isTrue();
    assertThat(mode(0767).mayRun(MEMBER)).isFalse();
  }

  @Test
  void others_are_judged_by_theirs() {
    assertThat(mode(0001).mayRun(STRANGER)).isTrue();
    assertThat(mode(0776).mayRun(STRANGER)).isFalse();
  }

  @Test
  void root_may_run_what_anybody_may() {
    assertThat(mode(0001).mayRun(ROOT)).isTrue();
    assertThat(mode(0666).mayRun(ROOT)).isFalse();
  }

  @Test
  void what_is_no_file_is_run_by_nobody() {
    assertThat(new Executability(false, 0777, 1, 2).mayRun(ROOT)).isFalse();
  }

  @Test
  void a_real_file_is_looked_at_behind_its_links(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("s.sh"), "");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertThat(Executability.of(link).mayRun(ROOT)).isTrue();
    assertThat(Executability.of(link).mayRun(account(65_000, 65_000))).isFalse();
    assertThat(Executability.of(directory).mayRun(ROOT)).isFalse();
  }

  private static Executability mode(int mode) {
    return new Executability(true, mode, 1, 2);
  }

  private static Account account(int uid, int gid) {
    return new Account("somebody", uid, gid, "/", "/bin/sh");
  }
}
