// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.linux.Privilege;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of use, as people see them on a terminal. */
class UsageReportTest {
  private final Played terminal = new Played(new FakeIpvsKernel(), true);

  @Test
  void the_word_is_pointed_at_and_the_nearest_option_named() {
    Played.Result result = terminal.run("-A -t 10.0.0.1:80 --schedular rr");
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err())
        .isEqualTo(
            """
            jipvsadm: --schedular: there is no such option
              jipvsadm -A -t 10.0.0.1:80 --schedular rr
                                         ^^^^^^^^^^^
              Did you mean --scheduler?
            """);
  }

  @Test
  void what_is_missing_is_pointed_at_behind_the_last_word() {
    assertThat(terminal.run("-a -t 10.0.0.1:80").err())
        .isEqualTo(
            """
            jipvsadm: --add-server: the real server is missing (-r)
              jipvsadm -a -t 10.0.0.1:80
                                         ^
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "--real-servr,--real-server",
    "--waight=3,--weight",
    "--wacth,--watch",
    "-weight,--weight",
    "--PERSISTENT,--persistent",
    "--tun-checksum,--tun-nocsum"
  })
  void an_option_that_is_nearly_one(String typed, String meant) {
    assertThat(UsageReport.nearest(typed, false)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"lst,--list", "--lst,--list", "add-service,--add-service", "dif,diff"})
  void where_a_command_stands_only_commands_are_suggested(String typed, String meant) {
    assertThat(UsageReport.nearest(typed, true)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--weight", "--zzzzzzzz", "-w", "--", "weigth", "-", "10.0.0.1:80"})
  void nothing_is_suggested_for_a_word_that_is_one_already_or_like_none(String typed) {
    assertThat(UsageReport.nearest(typed, false)).isEmpty();
  }

  @Test
  void where_nobody_reads_it_there_is_one_line() {
    assertThat(new Played().run("-A -t 10.0.0.1:80 --schedular rr").err().lines()).hasSize(1);
  }

  @Test
  void a_rule_file_cannot_move_the_cursor() {
    String err = terminal.run("-R", "-A -t 10.0.0.1:80 \u001b[2J\n").err();
    assertThat(err).contains("?[2J").doesNotContain("\u001b");
  }

  @Test
  void of_a_line_of_thousands_of_words_the_neighbours_are_shown() {
    String line = "-A -t 10.0.0.1:80 " + "--sort ".repeat(3000) + "odd" + " --sort".repeat(3000);
    String err = terminal.run("-R", line + "\n").err();
    assertThat(err)
        .startsWith("jipvsadm: line 1, column 21019: \"odd\": it belongs to no option\n");
    assertThat(err).contains("  ... --sort", "^^^\n", "--sort ...\n").hasSizeLessThan(400);
  }

  @Test
  void without_permission_it_says_what_to_do() {
    Played user = new Played(new FakeIpvsKernel().withoutPermission(), false);
    for (String line :
        new String[] {
          "-L",
          "-Lnc",
          "-S",
          "-R",
          "-C",
          "-A -t 10.0.0.1:80",
          "-A -f 1 --dry-run",
          "-L --timeout",
          "diff",
          "replace",
          "replace --dry-run",
          "-R --dry-run",
          "-L --watch",
          "--set 1 2 3"
        }) {
      Played.Result result = user.run(line, "-A -f 1\n");
      assertThat(result)
          .as(line)
          .isEqualTo(
              new Played.Result(
                  2, "", "jipvsadm: " + KernelText.denied(Privilege.ofThisThread()) + "\n"));
    }
  }

  @Test
  void a_file_that_cannot_be_read_is_named_with_the_reason() {
    Played.Result missing = terminal.run("diff /nonexistent/rules");
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualTo("jipvsadm: /nonexistent/rules cannot be read: there is no such file\n");
    Played.Result directory = terminal.run("diff /");
    assertThat(directory.err()).isEqualTo("jipvsadm: / cannot be read: Is a directory\n");
    assertThat(directory.status()).as("1 would say that the two differ").isEqualTo(2);
  }
}
