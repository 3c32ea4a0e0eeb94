// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jipvsadm.Played;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code -R}: what is done of a rule file that is partly wrong, and what is told. */
class RestoreTest {
  private static final String MIXED =
      """
      -A -t 10.0.0.1:80 -s rr
      -A -t 10.0.0.1:80 -s rr
      -A -t 10.0.0.2:80 -zz

      -A -t 10.0.0.3:80 -s rr
      -A -t nowhere -s rr
      -A -t 10.0.0.4:80 -s rr
        -A  -u 10.0.0.4:80 -p x
      word
      -a -t 10.0.0.1:80
      """;

  private static final String WRONG_LINES =
      """
      jipvsadm: line 3, column 19: -z: there is no such option
      jipvsadm: line 6, column 7: --tcp-service nowhere: no such address, host, port or service; it takes ADDRESS:PORT, HOST:PORT or [IPV6-ADDRESS]:PORT
      jipvsadm: line 8, column 25: --persistent x: it takes a number from 1 to 2678400
      jipvsadm: line 9, column 1: "word": it is no command; a command like -A, -a or -L stands first, -h tells more
      jipvsadm: line 10, column 18: --add-server: the real server is missing (-r)
      """;

  private final Played played = new Played();

  @Test
  void it_stops_at_the_first_line_that_makes_no_sense_and_tells_of_all() {
    Played.Result result = played.run("-R", MIXED);
    assertThat(result.status()).isEqualTo(2);
    String refused = "jipvsadm: line 2: Service already exists: -A -t 10.0.0.1:80 -s rr\n";
    assertThat(result.err()).isEqualTo(refused + WRONG_LINES);
    // An option that ipvsadm does not know ends its line alone, as with ipvsadm.
    assertThat(played.saved()).isEqualTo("-A -t 10.0.0.1:80 -s rr\n-A -t 10.0.0.3:80 -s rr\n");
  }

  @Test
  void atomic_does_nothing_where_a_line_makes_no_sense() {
    Played.Result result = played.run("-R --atomic", MIXED);
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err()).isEqualTo(WRONG_LINES + "jipvsadm: nothing was changed (--atomic)\n");
    assertThat(played.saved()).isEmpty();
  }

  @Test
  void atomic_does_all_where_every_line_makes_sense() {
    assertThat(played.run("-R --atomic", "-A -f 1\n-A -f 2\n").status()).isZero();
    assertThat(played.saved().lines()).hasSize(2);
  }

  @Test
  void a_dry_run_tells_the_plan_and_does_nothing() {
    Played.Result result = played.run("-R --dry-run", "-A -f 1\n-A -f 1\n-a -f 1 -r 10.0.0.1:80\n");
    assertThat(result.out()).isEqualTo("-A -f 1 -s wlc\n-a -f 1 -r 10.0.0.1:80 -g -w 1\n");
    assertThat(result.err())
        .isEqualTo("jipvsadm: line 2: Service already exists: -A -f 1 -s wlc\n");
    assertThat(played.saved()).isEmpty();
  }

  @Test
  void the_status_is_that_of_the_last_line() {
    assertThat(played.run("-R", "-A -f 1\n-A -f 1\n").status()).isEqualTo(255);
    assertThat(played.run("-R", "-A -f 1\n-A -f 2\n").status()).isZero();
  }

  @Test
  void a_list_that_cannot_be_had_is_told_with_its_line_and_ends_it() {
    Played.Result result = played.run("-R", "-A -f 1\n\n-L -f 2\n-A -f 3\n");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("jipvsadm: line 3: No such service");
    assertThat(played.saved()).isEqualTo("-A -f 1 -s wlc\n");
  }

  @Test
  void replace_makes_the_table_what_the_rules_say() {
    assertThat(played.run("-R", "-A -f 1\n-A -f 2\n-a -f 2 -r 10.0.0.1:80\n").status()).isZero();
    assertThat(played.run("replace --dry-run", "-A -f 2\n-A -f 3\n").out())
        .contains("-D -f 1", "-d -f 2 -r 10.0.0.1:80", "-A -f 3 -s wlc");
    assertThat(played.run("replace", "# comment\n-A -f 2\n-A -f 3\n"))
        .isEqualTo(new Played.Result(0, "", ""));
    assertThat(played.saved()).isEqualTo("-A -f 2 -s wlc\n-A -f 3 -s wlc\n");
  }

  @Test
  void replace_tells_of_any_refused_line_unless_the_last_alone_is_asked_for() {
    String refusedByTheRules = "-a -f 1 -r 10.0.0.1:80\n-A -f 1\n";
    String refusedByTheKernel = "-A -f 1 -s nosuch\n-A -f 2\n";
    for (String rules : List.of(refusedByTheRules, refusedByTheKernel)) {
      assertThat(played.run("replace", rules).status()).as(rules).isEqualTo(255);
      Played.Result last = played.run("replace --last-status", rules);
      assertThat(last.status()).as(rules).isZero();
      assertThat(last.err()).startsWith("jipvsadm: line 1: ");
      assertThat(played.run("replace --last-status", "-A -f 2\n-A -f 2\n").status()).isEqualTo(255);
    }
    assertThat(played.run("replace --dry-run", refusedByTheRules).status()).isEqualTo(255);
    assertThat(played.run("replace --dry-run --last-status", refusedByTheRules).status()).isZero();
    assertThat(played.run("replace --last").status()).isEqualTo(2);
  }

  @Test
  void a_dry_run_of_replace_tells_what_is_beyond_the_table_too() {
    String rules = "-A -f 1\n-Z\n--set 1 2 3\n-Z -f 2\n-L -n\n--stop-daemon backup\n";
    Played.Result result = played.run("replace --dry-run", rules);
    assertThat(result.out()).isEqualTo("-A -f 1 -s wlc\n-Z\n--set 1 2 3\n--stop-daemon backup\n");
    assertThat(result.err()).isEqualTo("jipvsadm: No such service: -Z -f 2\n");
    assertThat(result.status()).as("a line was refused").isEqualTo(255);
    assertThat(played.saved()).isEmpty();
  }

  @Test
  void a_rule_that_is_only_tried_out_is_not_carried_out_by_replace() {
    Played.Result result = played.run("replace", "-A -f 1\n-A -f 2 --dry-run\n");
    assertThat(result).isEqualTo(new Played.Result(0, "-A -f 2 -s wlc\n", ""));
    assertThat(played.saved()).isEqualTo("-A -f 1 -s wlc\n");
    assertThat(played.run("diff", "-A -f 1\n-C --dry-run\n").status()).isEqualTo(2);
  }

  @Test
  void replace_leaves_the_table_where_a_line_makes_no_sense() {
    assertThat(played.run("-A -f 1").status()).isZero();
    Played.Result result = played.run("replace", "-A -f 2\n-A -f\n-A -t\n");
    assertThat(result.status()).isEqualTo(255);
    assertThat(result.err())
        .isEqualTo(
            """
            jipvsadm: line 2, column 6: -f: the value MARK is missing
            jipvsadm: line 3, column 6: -t: the value HOST[:PORT] is missing
            jipvsadm: nothing was changed
            """);
    assertThat(played.saved()).isEqualTo("-A -f 1 -s wlc\n");
  }

  @Test
  void diff_ends_with_0_where_all_is_the_same_1_where_not_2_where_the_rules_are_no_good() {
    assertThat(played.run("-R", "-A -f 1\n-a -f 1 -r 10.0.0.1:80 -w 3\n").status()).isZero();
    assertThat(played.run("diff", played.saved())).isEqualTo(new Played.Result(0, "", ""));
    assertThat(played.run("diff -", "-A -f 1\n-a -f 1 -r 10.0.0.1:80 -w 4\n"))
        .isEqualTo(new Played.Result(1, "-e -f 1 -r 10.0.0.1:80 -g -w 4\n", ""));
    assertThat(played.run("diff", "").out()).isEqualTo("-D -f 1\n");
    assertThat(played.run("diff", "-A -f\n").status()).isEqualTo(2);
    assertThat(played.run("diff", "-A -f 1\n-A -f 1\n").status()).isEqualTo(2);
    // Wherever the refused line stands: the table that the others make is not what the file says.
    assertThat(played.run("diff", "-a -f 1 -r 10.0.0.1:80 -w 3\n-A -f 1\n"))
        .isEqualTo(
            new Played.Result(
                2, "", "jipvsadm: line 1: Service not defined: -a -f 1 -r 10.0.0.1:80 -g -w 3\n"));
    assertThat(played.run("diff", "-A -f 1\n-L\n").status()).isEqualTo(2);
    assertThat(played.run("diff one two").status()).isEqualTo(2);
    assertThat(played.run("diff --json").status()).isEqualTo(2);
    assertThat(played.run("diff /nonexistent").status()).isEqualTo(2);
  }
}
