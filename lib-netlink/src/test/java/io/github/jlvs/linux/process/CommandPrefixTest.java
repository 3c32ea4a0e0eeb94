// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a program that must not have all that this process has. */
class CommandPrefixTest {
  private static final Account WEB = new Account("web", 33, 34, "/var/www", "/bin/sh");

  @Test
  void the_same_user_without_capabilities_to_pass_on_needs_none() {
    assertThat(words(Optional.of(WEB), status(33, 34, "0000000000000000"))).isEmpty();
    assertThat(words(Optional.empty(), status(0, 0, "0000000000000000"))).isEmpty();
  }

  @Test
  void another_user_gets_its_own_group_alone() {
    assertThat(words(Optional.of(WEB), status(0, 0, "0000000000000000")))
        .contains("--reuid", "33", "--regid", "34", "--clear-groups")
        .endsWith("--");
  }

  /** A saved user id of root would be a way back. */
  @Test
  void one_that_could_become_root_again_is_another_user() {
    String status = status(33, 34, "0000000000000000").replace("33\t33\nGid", "0\t33\nGid");

    assertThat(words(Optional.of(WEB), status)).contains("--reuid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000003000", "000000000000000a", "f000000000000000"})
  void capabilities_that_would_be_passed_on_are_dropped(String some) {
    String none = "0000000000000000";
    assertThat(words(Optional.empty(), status(33, 34, some)))
        .contains("--inh-caps", "-all", "--ambient-caps")
        .doesNotContain("--reuid");
    assertThat(
            words(Optional.empty(), status(33, 34, none).replace("Inh:\t" + none, "Inh:\t" + some)))
        .contains("--inh-caps");
  }

  @Test
  void one_that_lives_as_long_as_its_starter_is_told_by_the_kernel_whoever_it_runs_as() {
    String status = status(33, 34, "0000000000000000");

    assertThat(CommandPrefix.of(Optional.of(WEB), Program.Life.OF_ITS_STARTER, status).words())
        .contains("--pdeathsig", "TERM")
        .doesNotContain("--reuid")
        .endsWith("--");
  }

  private static List<String> words(Optional<Account> account, String status) {
    return CommandPrefix.of(account, Program.Life.ITS_OWN, status).words();
  }

  private static String status(int uid, int gid, String ambient) {
    return "Name:\tjava\nUid:\t%1$d\t%1$d\t%1$d\t%1$d\nGid:\t%2$d\t%2$d\t%2$d\t%2$d\n"
            .formatted(uid, gid)
        + "CapInh:\t0000000000000000\nCapAmb:\t"
        + ambient
        + "\n";
  }
}
