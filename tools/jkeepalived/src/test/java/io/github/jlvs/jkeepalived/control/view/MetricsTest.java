// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.dump.Snapshots;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scraper takes them, and finds what keepalived's exporter shows. */
class MetricsTest {
  private static Map<String, Double> of(Seen seen) {
    return read(Page.METRICS, seen);
  }

  private static Map<String, Double> read(Page page, Seen seen) {
    return ExpositionReader.read(page.render(seen).body().text());
  }

  @Test
  void what_the_exporter_shows_is_on_a_page_by_its_names() {
    Map<String, Double> metrics = read(Page.EXPORTER, Views.troubled());

    assertThat(metrics)
        .containsEntry("keepalived_up", 1.0)
        .containsEntry(
            "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth1\",ip_address=\"10.1.0.51/24\",vrid=\"51\"}",
            2.0)
        .containsEntry(
            "keepalived_vrrp_excluded_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"fd00::5/64\",vrid=\"51\"}",
            2.0)
        .containsEntry(
            "keepalived_advertisements_received_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"}",
            101.0)
        .containsEntry(
            "keepalived_gratuitous_arp_delay_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"}", 7.0)
        .containsEntry("keepalived_script_status{name=\"good\"}", 1.0)
        .containsEntry("keepalived_script_state{name=\"bad\"}", 1.0);
    for (String name :
        new String[] {
          "advertisements_received",
          "advertisements_sent",
          "become_master",
          "release_master",
          "packet_length_errors",
          "advertisements_interval_errors",
          "ip_ttl_errors",
          "invalid_type_received",
          "address_list_errors",
          "authentication_invalid",
          "authentication_mismatch",
          "authentication_failure",
          "priority_zero_received",
          "priority_zero_sent",
          "gratuitous_arp_delay"
        }) {
      assertThat(metrics)
          .containsKey("keepalived_" + name + "_total{iname=\"VI_2\",intf=\"eth1\",vrid=\"52\"}");
    }
  }

  @Test
  void all_is_there_by_our_own_names() {
    assertThat(of(Views.troubled()))
        .containsEntry("jlvs_build_info{java=\"17.0.15\",version=\"0.1.0\"}", 1.0)
        .containsEntry("jlvs_start_time_seconds", 1795813205.0)
        .containsEntry(
            "jlvs_vrrp_state{interface=\"eth2\",router=\"VI_3\",state=\"fault\",vrid=\"53\"}", 1.0)
        .containsEntry(
            "jlvs_vrrp_state{interface=\"eth2\",router=\"VI_3\",state=\"master\",vrid=\"53\"}", 0.0)
        .containsEntry("jlvs_vrrp_priority{kind=\"effective\",router=\"VI_3\"}", 1.0)
        .containsEntry("jlvs_vrrp_advertisements_received_total{router=\"VI_1\"}", 101.0)
        .containsEntry("jlvs_script_up{script=\"good\"}", 1.0)
        .containsEntry("jlvs_script_up{script=\"bad\"}", 0.0)
        .containsEntry("jlvs_vrrp_late_total", 2.0)
        .containsEntry("jlvs_vrrp_longest_lateness_seconds", 1.25)
        .containsEntry("jlvs_reloads_total{result=\"taken\"}", 3.0)
        .containsEntry("jlvs_reload_success", 0.0)
        .containsEntry("jlvs_problems", 4.0)
        .containsEntry("jlvs_events_total{kind=\"daemon.reload\"}", 2.0)
        .containsEntry("jlvs_quorum{service=\"[10.1.0.50]:tcp:80\"}", 0.0)
        .containsEntry("jlvs_pool_servers{service=\"[10.1.0.50]:tcp:80\",state=\"down\"}", 1.0)
        .containsEntry(
            "jlvs_check_up{check=\"TCP_CHECK\",number=\"2\",server=\"[10.1.0.2]:tcp:80\",service=\"[10.1.0.50]:tcp:80\"}",
            1.0)
        .containsEntry(
            "jlvs_ipvs_destination_weight{server=\"[10.1.0.3]:tcp:80\",service=\"[10.1.0.50]:tcp:80\"}",
            9.0)
        .containsEntry(
            "jlvs_ipvs_service_connections_total{address=\"10.1.0.50:80\",protocol=\"TCP\",service=\"[10.1.0.50]:tcp:80\"}",
            0.0);
  }

  @Test
  void two_masters_are_counted_by_either() {
    assertThat(of(Views.rivalled()))
        .containsEntry("jlvs_vrrp_two_masters{router=\"VI_1\"}", 1.0)
        .containsEntry("jlvs_problems", 1.0);
    assertThat(of(Views.troubled())).containsEntry("jlvs_vrrp_two_masters{router=\"VI_1\"}", 0.0);
  }

  /** Names in a row of the tables of docs/control.md, of its first cell or its second. */
  private static Set<String> documented(String row, int cell) {
    return Pattern.compile("`([a-z_]+)`")
        .matcher(row.split("\\|", -1)[cell + 1])
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  /** A name that begins with an underscore is the end of one. */
  private static boolean isOf(String metric, String row) {
    String family = metric.replaceFirst("\\{.*", "");
    return documented(row, 0).stream()
        .anyMatch(name -> name.startsWith("_") ? family.endsWith(name) : family.equals(name));
  }

  private static Set<String> labels(Stream<String> metrics) {
    return metrics
        .flatMap(metric -> Pattern.compile("([a-z_]+)=\"").matcher(metric).results())
        .map(label -> label.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void the_documentation_has_all_of_them_with_their_labels_and_no_others() throws IOException {
    Set<String> metrics = new TreeSet<>(of(Views.troubled()).keySet());
    metrics.addAll(of(Views.overridden()).keySet());
    metrics.addAll(read(Page.EXPORTER, Views.troubled()).keySet());
    String text = Files.readString(Path.of("..", "..", "docs", "control.md"));
    List<String> rows =
        text.substring(text.indexOf("\n## Metrics\n"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(metrics)
        .allSatisfy(metric -> assertThat(rows).filteredOn(row -> isOf(metric, row)).hasSize(1));
    for (String row : rows) {
      assertThat(documented(row, 0))
          .allSatisfy(
              name ->
                  assertThat(metrics)
                      .anyMatch(metric -> metric.replaceFirst("\\{.*", "").endsWith(name)));
      assertThat(labels(metrics.stream().filter(metric -> isOf(metric, row))))
          .as(row)
          .isEqualTo(documented(row, 1));
    }
  }

  @Test
  void what_operators_have_decided_is_counted_and_shown() {
    String first = "service=\"[10.1.0.50]:tcp:80\",state=";
    assertThat(of(Views.overridden()))
        .containsEntry("jlvs_overrides{state=\"drain\"}", 2.0)
        .containsEntry("jlvs_overrides{state=\"disabled\"}", 1.0)
        .containsEntry("jlvs_overrides{state=\"weight\"}", 1.0)
        .containsEntry("jlvs_pool_servers{" + first + "\"drain\"}", 1.0)
        .containsEntry("jlvs_pool_servers{" + first + "\"down\"}", 1.0)
        .containsEntry("jlvs_pool_servers{" + first + "\"up\"}", 0.0)
        .containsEntry("jlvs_pool_servers{service=\"FWM 7\",state=\"disabled\"}", 1.0)
        .containsEntry(
            "jlvs_server_override{server=\"[10.1.0.3]:tcp:80\"," + first + "\"drain\"}", 1.0)
        .doesNotContainKeys(
            "jlvs_server_override{server=\"[10.1.0.3]:tcp:80\"," + first + "\"weight\"}",
            "jlvs_server_override{server=\"[10.1.0.2]:tcp:80\"," + first + "\"drain\"}");
  }

  private static Map<String, Double> with(String setting, Seen seen) {
    Snapshot known = seen.snapshot();
    return of(
        new Seen(
            new Snapshot(
                Snapshots.configuration(setting),
                known.routers(),
                known.tracked(),
                known.servers(),
                known.table(),
                known.reloads()),
            seen.actual(),
            seen.facts(),
            seen.now(),
            seen.journal(),
            seen.wanted()));
  }

  private static Set<String> withoutServers(Map<String, Double> metrics) {
    return metrics.keySet().stream()
        .filter(name -> !name.contains("server=\""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void real_servers_are_summed_or_left_out_where_the_file_says_so() {
    Map<String, Double> full = with("", Views.troubled());
    Map<String, Double> off = with("metrics_destinations off", Views.troubled());
    Map<String, Double> sum = with("metrics_destinations sum", Views.troubled());
    String weight = "jlvs_ipvs_destination_weight{service=\"[10.1.0.50]:tcp:80\"}";

    assertThat(full).isEqualTo(with("metrics_destinations full", Views.troubled()));
    assertThat(full.keySet()).anyMatch(name -> name.contains("server=\""));
    assertThat(off.keySet()).isEqualTo(withoutServers(full));
    assertThat(sum)
        .containsAllEntriesOf(off)
        .hasSize(off.size() + 3 * 3)
        .containsEntry(weight, 9.0);
    assertThat(with("metrics_destinations sum", Views.resting())).doesNotContainKey(weight);
  }

  @Test
  void one_that_is_down_and_stays_pooled_is_counted_apart() {
    String first = "jlvs_pool_servers{service=\"[10.1.0.50]:tcp:80\",state=";
    assertThat(of(Views.kept()))
        .containsEntry(first + "\"pooled_down\"}", 1.0)
        .containsEntry(first + "\"down\"}", 0.0)
        .containsEntry(first + "\"up\"}", 1.0);
    assertThat(of(Views.troubled())).containsEntry(first + "\"pooled_down\"}", 0.0);
  }

  @Test
  void services_of_one_mark_and_two_families_are_told_apart() {
    assertThat(of(Views.troubled()))
        .containsKey("jlvs_quorum{service=\"FWM 7\"}")
        .containsKey("jlvs_quorum{service=\"FWM 7 IPv6\"}");
  }

  @Test
  void where_nothing_is_run_there_are_no_samples_of_it() {
    assertThat(of(Views.quiet()))
        .containsEntry("jlvs_reload_success", 1.0)
        .containsEntry("jlvs_ipvs_readable", 1.0)
        .allSatisfy((name, value) -> assertThat(name).doesNotContain("instance="));
    assertThat(of(Views.resting())).containsEntry("jlvs_ipvs_readable", 0.0);
  }

  @Test
  void what_would_end_a_label_or_a_line_is_escaped() {
    Exposition out = new Exposition(ExpositionFormat.PROMETHEUS);
    Object unused =
        out.family("a_total", Exposition.Kind.COUNTER, "back\\slash\nline")
            .with(1, "l", "q\"b\\n\nu\u00e4");

    String text = out.body().text();
    assertThat(text)
        .isEqualTo(
            """
            # HELP a_total back\\\\slash\\nline
            # TYPE a_total counter
            a_total{l="q\\"b\\\\n\\nu\u00e4"} 1
            """);
    assertThat(ExpositionReader.read(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1",
        "# TYPE a gauge\na 1\n",
        "# HELP a h\na 1\n",
        "# HELP a h\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a h\n# TYPE a gauge\nb 1\n",
        "# HELP a h\n# TYPE a gauge\na{l=\"\"\"} 1\n",
        "# HELP a h\n# TYPE a gauge\na{l=\"x\",} 1\n",
        "# HELP a h\n# TYPE a gauge\na{l=\"x\",l=\"y\"} 1\n",
        "# HELP a h\n# TYPE a gauge\na{l=\"\\x\"} 1\n",
        "# HELP a h\n# TYPE a gauge\na x\n",
        "# HELP a h\n# TYPE a counter\na 1\n",
        "# HELP a h\n# TYPE a gauge\n# HELP a h\na 1\n"
      })
  void the_reader_of_this_test_is_strict(String text) {
    assertThatThrownBy(() -> ExpositionReader.read(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
