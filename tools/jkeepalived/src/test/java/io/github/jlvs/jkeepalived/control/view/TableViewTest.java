// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.ipvs.text.RuleText;
import io.github.jlvs.jkeepalived.snapshot.Dated;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.TableReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is wanted in the kernel's table, beside what is there. */
class TableViewTest {
  private static final String WANTED =
      """
      -A -t 10.1.0.50:80 -s wrr
      -a -t 10.1.0.50:80 -r 10.1.0.2:80 -g -w 0
      -a -t 10.1.0.50:80 -r 10.1.0.3:80 -g -w 1
      -A -f 7 -s wlc
      -a -f 7 -r 127.0.0.1 -i -w 1
      -A -f 7 -6 -s wlc
      -a -f 7 -6 -r [::1]:0 -i -w 1
      """;

  private static Seen seen(String rules, Map<ServiceId, List<Destination>> leaving) {
    Seen seen = Views.troubled();
    Snapshot known = seen.snapshot();
    try (Ipvs ipvs = new FakeIpvsKernel().open()) {
      Object unused = ipvs.reconcile(table(rules), Scope.everything());
      return new Seen(
          new Snapshot(
              known.configuration(),
              known.routers(),
              known.tracked(),
              known.servers(),
              Optional.of(new Dated<>(new TableReport(List.of(), leaving), Views.NOW)),
              known.reloads()),
          ActualTable.read(ipvs, ActualTable.UNREAD, true),
          seen.facts(),
          seen.now(),
          seen.journal(),
          seen.wanted());
    }
  }

  private static Table table(String rules) {
    return RuleText.parse(rules).table();
  }

  @Test
  void as_it_is_wanted_there_is_no_difference() {
    TableView view = TableView.of(seen(WANTED, Map.of()));

    assertThat(view.differences()).isEmpty();
    assertThat(view.rows()).hasSize(3).allMatch(TableView.Row::inTable);
    assertThat(view.rows())
        .extracting(row -> row.owner().orElse("nobody"))
        .containsExactly("[10.1.0.50]:tcp:80", "FWM 7", "FWM 7 IPv6");
  }

  @Test
  void the_differences_are_what_would_put_it_right() {
    String changed =
        """
        -A -t 10.1.0.50:80 -s sh
        -a -t 10.1.0.50:80 -r 10.1.0.3:80 -g -w 9
        -a -t 10.1.0.50:80 -r 10.1.0.4:80 -g -w 1
        -A -f 7 -6 -s wlc
        -a -f 7 -6 -r [::1]:0 -i -w 1
        """;

    TableView view = TableView.of(seen(changed, Map.of()));

    assertThat(view.differences())
        .containsExactly(
            "-a -t 10.1.0.50:80 -r 10.1.0.2:80 -g -w 0",
            "-E -t 10.1.0.50:80 -s wrr",
            "-e -t 10.1.0.50:80 -r 10.1.0.3:80 -g -w 1",
            "-A -f 7 -s wlc",
            "-a -f 7 -r 127.0.0.1:0 -i -w 1 --tun-type ipip",
            "-d -t 10.1.0.50:80 -r 10.1.0.4:80");
  }

  @Test
  void what_somebody_else_has_made_is_shown_and_is_no_difference() {
    TableView view =
        TableView.of(
            seen(
                WANTED + "-A -u 10.9.9.9:53 -s rr\n-a -u 10.9.9.9:53 -r 10.9.9.1:53 -m\n",
                Map.of()));

    assertThat(view.differences()).isEmpty();
    TableView.Row foreign = view.rows().get(3);
    assertThat(foreign.owner()).isEmpty();
    assertThat(foreign.servers()).hasSize(1);
    assertThat(foreign.servers().get(0).desired()).isEmpty();
  }

  @Test
  void a_server_that_drains_before_it_leaves_is_wanted_until_then() {
    Table.Entry draining =
        table("-A -t 10.1.0.50:80 -s wrr\n-a -t 10.1.0.50:80 -r 10.1.0.4:80 -g -w 0\n")
            .entries()
            .get(0);

    TableView view =
        TableView.of(
            seen(
                WANTED + "-a -t 10.1.0.50:80 -r 10.1.0.4:80 -g -w 0\n",
                Map.of(draining.id(), draining.destinations())));

    assertThat(view.differences()).isEmpty();
    assertThat(view.rows().get(0).servers()).hasSize(3);
  }

  @Test
  void of_a_table_that_cannot_be_read_nothing_is_known_to_differ() {
    TableView view = TableView.of(Views.resting());

    assertThat(view.differences()).isEmpty();
    assertThat(view.rows()).hasSize(3).noneMatch(TableView.Row::inTable);
  }
}
