// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's table and the checks, as the commands show them, and what completes these. */
@Timeout(60)
class DifferencesTest extends TypedCommand {
  private static final String SAME_TABLE =
      "{\"services\":[{}],\"differences\":[],\"failures\":[],\"tableUnreadable\":null}";

  private void answers(String table, int status, String dry) {
    daemon.answers(
        request -> request.startsWith("GET /v1/table ") ? whole(200, table) : whole(status, dry));
  }

  private int diff() {
    return run("diff", "--socket=" + socket());
  }

  @Test
  void where_nothing_differs_it_says_so() {
    answers(SAME_TABLE, 200, "{\"done\":[\"Reload: nothing changed\"]}");

    assertThat(diff()).isZero();

    assertThat(shown())
        .isEqualTo(
            """
            # the kernel's table is what the daemon wants
            # the file: Reload: nothing changed
            """);
    assertThat(daemon.asked()).startsWith("POST /v1/reload ").endsWith("{\"dry\":true}");
  }

  @Test
  void each_difference_is_a_line_that_ipvsadm_takes_and_all_else_a_comment() {
    answers(
        """
        {"differences":["-e -t 10.1.0.50:80 -r 10.1.0.3:80 -g -w 1"],"failures":["IPVS: no such\\u001b"]}
        """,
        200,
        "{\"done\":[\"Reload: 1 virtual server changed\"]}");

    assertThat(diff()).isEqualTo(1);

    assertThat(shown())
        .isEqualTo(
            """
            # what would make the kernel's table what the daemon wants:
            -e -t 10.1.0.50:80 -r 10.1.0.3:80 -g -w 1
            # refused: IPVS: no such?
            # the file: Reload: 1 virtual server changed
            """);
  }

  @Test
  void a_file_that_would_be_refused_differs() {
    answers(SAME_TABLE, 409, "{\"error\":\"t.conf:3: unknown keyword\\nnothing is changed\"}");

    assertThat(diff()).isEqualTo(1);

    assertThat(shown())
        .endsWith("# the file: t.conf:3: unknown keyword\n# the file: nothing is changed\n");
  }

  @Test
  void whoever_may_only_read_gets_the_table_and_is_told_of_the_rest() {
    answers(SAME_TABLE, 403, "{\"error\":\"user www may read but not change anything\"}");

    assertThat(diff()).isEqualTo(4);

    assertThat(shown()).isEqualTo("# the kernel's table is what the daemon wants\n");
    assertThat(said()).isEqualTo("jkeepalivedctl: user www may read but not change anything\n");
  }

  @Test
  void a_table_that_cannot_be_read_is_a_difference() {
    answers(
        "{\"differences\":[],\"failures\":[],\"tableUnreadable\":\"not permitted\"}",
        200,
        "{\"done\":[\"Reload: nothing changed\"]}");

    assertThat(diff()).isEqualTo(1);

    assertThat(shown()).startsWith("# the kernel's table cannot be read: not permitted\n");
  }

  @Test
  void a_daemon_that_is_not_there_is_one_line() throws Exception {
    daemon.close();

    assertThat(diff()).isEqualTo(3);

    assertThat(said()).startsWith("jkeepalivedctl: no daemon: ").hasLineCount(1);
  }

  @Test
  void the_table_is_listed_with_what_is_wanted_beside_it() {
    byte[] page = PlayedDaemon.whole(Page.TABLE.render(Views.troubled()).body());
    daemon.answers(request -> page);

    assertThat(run("show", "table", "--socket=" + socket())).isEqualTo(1);

    assertThat(shown())
        .isEqualTo(
            """
            SERVICE               SCHEDULER  OF                  REAL SERVER  FORWARD  WEIGHT  WANTED  ACTIVE  INACTIVE
            TCP 10.1.0.50:80      wrr        [10.1.0.50]:tcp:80  10.1.0.2:80  Route    0       0       0       0
            TCP 10.1.0.50:80      wrr        [10.1.0.50]:tcp:80  10.1.0.3:80  Route    9       1       0       0
            FWM 7 (missing)       wlc        FWM 7               127.0.0.1:0  Tunnel   -       1       -       -
            FWM 7 IPv6 (missing)  wlc        FWM 7 IPv6          [::1]:0      Tunnel   -       1       -       -
            """);
  }

  @Test
  void without_virtual_servers_there_is_no_table() {
    byte[] page = PlayedDaemon.whole(Page.TABLE.render(Views.quiet()).body());
    daemon.answers(request -> page);

    assertThat(run("show", "table", "--socket=" + socket())).isZero();

    assertThat(shown())
        .startsWith("The daemon has no virtual servers, and does not read the table");
  }

  @Test
  void a_daemon_without_virtual_servers_looks_at_no_table() {
    answers(
        "{\"services\":[],\"differences\":[]}", 200, "{\"done\":[\"Reload: nothing changed\"]}");

    assertThat(diff()).isZero();

    assertThat(shown()).startsWith("# the daemon has no virtual servers, and does not look at");
  }

  @Test
  void what_cannot_be_shown_is_told_with_what_can() {
    assertThat(run("show", "tabel", "--socket=" + socket())).isEqualTo(2);

    assertThat(said())
        .contains("'tabel' cannot be shown: write routers, services, servers, checks, table");
  }

  @Test
  void each_check_is_listed_with_what_it_found_last() {
    byte[] page = PlayedDaemon.whole(Page.SERVERS.render(Views.troubled()).body());
    daemon.answers(request -> page);

    assertThat(run("show", "checks", "--socket=" + socket())).isEqualTo(1);

    assertThat(shown())
        .isEqualTo(
            """
            CHECK      REAL SERVER        SERVICE             STATE  LAST RESULT  WHY
            TCP_CHECK  [10.1.0.2]:tcp:80  [10.1.0.50]:tcp:80  DOWN   TIMEOUT      ?[2J?"\\?
            TCP_CHECK  [10.1.0.2]:tcp:80  [10.1.0.50]:tcp:80  UP     -
            TCP_CHECK  [10.1.0.3]:tcp:80  [10.1.0.50]:tcp:80  UP     SUCCESS
            """);
  }

  @Test
  void checks_made_now_decide_the_exit_status() {
    answers(200, "{\"done\":[\"a: TCP_CHECK: success\"],\"failed\":[]}");
    assertThat(run("check", "now", "10.1.0.2:80", "--service", "web", "--socket=" + socket()))
        .isZero();
    assertThat(daemon.asked())
        .startsWith("POST /v1/checks/now ")
        .endsWith("{\"server\":\"10.1.0.2:80\",\"service\":\"web\"}");

    answers(200, "{\"done\":[\"a: TCP_CHECK: success\"],\"failed\":[\"b: TCP_CHECK: refused\"]}");
    assertThat(run("check", "now", "--socket=" + socket())).isEqualTo(1);
    assertThat(shown()).isEqualTo("a: TCP_CHECK: success\nb: TCP_CHECK: refused\n");
    assertThat(daemon.asked()).endsWith("{}");

    assertThat(run("check", "--socket=" + socket())).isEqualTo(2);
    assertThat(said()).contains("what to do is missing: check now");
  }

  @Test
  void bash_is_told_the_commands_without_a_daemon() throws Exception {
    daemon.close();

    assertThat(run("completion")).isZero();

    assertThat(shown())
        .contains("complete -F _complete_jkeepalivedctl", "failover", "--dry-run", "diff");
  }
}
