// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What monitoring plugins and those who restart daemons read. */
class TextPagesTest {
  private static String text(Page page, Seen seen) {
    return page.render(seen).body().text();
  }

  private static int status(Page page, Seen seen) {
    return page.render(seen).status();
  }

  private static Seen of(Snapshot snapshot, Seen seen) {
    return new Seen(snapshot, seen.actual(), seen.facts(), seen.now(), seen.journal(), Wanted.ALL);
  }

  private static Seen starting(Seen seen) {
    Snapshot now = seen.snapshot();
    return of(
        new Snapshot(
            now.configuration(),
            now.routers(),
            now.tracked(),
            now.servers(),
            now.table(),
            ReloadReport.NONE),
        seen);
  }

  /** Long after its loops have published. */
  private static Seen later(Seen seen) {
    return new Seen(
        seen.snapshot(),
        seen.actual(),
        seen.facts(),
        seen.snapshot().routers().map(Dated::when).orElseThrow().plus(Duration.ofMinutes(1)),
        seen.journal(),
        Wanted.ALL);
  }

  @Test
  void an_alert_is_a_line_and_the_first_line_is_the_worst_of_them() {
    assertThat(text(Page.ALERTS, Views.quiet())).isEqualTo("OK - nothing is wrong\n");
    assertThat(text(Page.ALERTS, Views.troubled()).lines())
        .first()
        .asString()
        .matches("CRITICAL - [2-9] problems");
    assertThat(text(Page.ALERTS, Views.troubled()))
        .contains("\nCRITICAL ROUTER VI_3: FAULT: interface eth2, script bad\n")
        .contains("\nWARNING RELOAD /etc/keepalived/keepalived.conf: The file has errors\n");
    assertThat(text(Page.ALERTS, starting(Views.quiet())))
        .isEqualTo("WARNING - 1 problem\nWARNING DAEMON start: The start is not over yet\n");
    assertThat(status(Page.ALERTS, Views.troubled())).isEqualTo(200);
  }

  @Test
  void one_that_is_down_and_stays_pooled_is_critical() {
    assertThat(text(Page.ALERTS, Views.kept()))
        .isEqualTo(
            """
            CRITICAL - 1 problem
            CRITICAL SERVICE [10.1.0.50]:tcp:80: Only 1 of 2 real servers up; 1 that is down stays pooled
            """);
    assertThat(text(Page.HTML, Views.kept()))
        .contains("DOWN, POOLED")
        .contains("1 of 2, 1 down but pooled");
  }

  @Test
  void it_is_live_while_its_threads_turn() {
    assertThat(text(Page.HEALTHZ, Views.troubled())).isEqualTo("live\n");
    assertThat(status(Page.HEALTHZ, Views.troubled())).isEqualTo(200);
    Seen hung = later(Views.troubled());
    assertThat(status(Page.HEALTHZ, hung)).isEqualTo(503);
    assertThat(text(Page.HEALTHZ, hung))
        .startsWith("not live: The thread of the virtual routers has not answered for 60 s");
  }

  @Test
  void it_is_ready_once_the_start_is_over_and_while_the_table_can_be_written() {
    assertThat(text(Page.READYZ, Views.quiet())).isEqualTo("ready\n");
    assertThat(status(Page.READYZ, Views.quiet())).isEqualTo(200);
    assertThat(text(Page.READYZ, starting(Views.quiet())))
        .isEqualTo("not ready: the start is not over yet\n");
    assertThat(status(Page.READYZ, starting(Views.quiet()))).isEqualTo(503);
    assertThat(text(Page.READYZ, Views.troubled())).isEqualTo("not ready: IPVS: no such service\n");
    assertThat(status(Page.READYZ, Views.troubled())).isEqualTo(503);
  }

  @Test
  void what_nobody_sees_is_a_question_mark() {
    assertThat(Printable.of("a\u001b[2J\u202eb\u2028\ud800\u00e4")).isEqualTo("a?[2J?b??\u00e4");
    assertThat(Optional.of(Printable.of(""))).contains("");
  }
}
