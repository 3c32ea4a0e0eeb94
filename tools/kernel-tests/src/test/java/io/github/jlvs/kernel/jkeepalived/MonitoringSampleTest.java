// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** samples/monitoring with a real Prometheus. */
@KernelTest
@WithoutIpvs
class MonitoringSampleTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String FILE = "/run/vrrp.conf";
  private static final String SAMPLE = Checkout.path("samples/monitoring");

  /**
   * What it has scraped in a minute every five seconds, and a few that a busy machine leaves out.
   */
  private static final int A_MINUTE = 10;

  private static RunningProcess start(Host host) {
    host.write(FILE, OneRouter.configuration(150, "status_listen 127.0.0.1 9167", ""));
    return host.start(Checkout.path("tools/bin/jkeepalived"), "-nlGP", "-f", FILE);
  }

  private static JsonNode query(Host host, String query) {
    return ask(host, "query?query=", query).path("result");
  }

  /** What Prometheus answers. */
  private static JsonNode ask(Host host, String path, String about) {
    String text =
        host.attempt(
                ExitStatuses.any(),
                "curl",
                "-s",
                "http://127.0.0.1:9090/api/v1/"
                    + path
                    + URLEncoder.encode(about, StandardCharsets.UTF_8))
            .out();
    try {
      return new ObjectMapper().readTree(text.isEmpty() ? "{}" : text).path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  private static int value(Host host, String query) {
    return query(host, query).path(0).path("value").path(1).asInt(-1);
  }

  /** What it has learnt of a family; in text of the other format there are no units. */
  private static JsonNode metadata(Host host, String family) {
    return ask(host, "targets/metadata?metric=", family).path(0);
  }

  @Test
  void promtool_finds_nothing_to_say_of_the_metrics_and_the_alerts_pass_their_tests(
      Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    RunningProcess daemon = start(ds1.host());
    ds1.awaitState("MASTER");

    Host host = ds1.host();
    host.sh("set -e; curl -sf http://127.0.0.1:9167/metrics >/run/metrics");
    assertThat(host.sh("grep -c '^jlvs_' /run/metrics").strip()).matches("[1-9][0-9]+");
    assertThat(host.sh("promtool check metrics </run/metrics 2>&1")).isEmpty();
    assertThat(host.exec("promtool", "check", "config", SAMPLE + "/prometheus.yml").out())
        .contains("SUCCESS: 1 rule files found");
    for (String tests : new String[] {"/jlvs-alerts-test.yml", "/jlvs-alerts-days-test.yml"}) {
      assertThat(host.exec("promtool", "test", "rules", SAMPLE + tests).out()).contains("SUCCESS");
    }
    assertThat(daemon.stop(SOON)).isZero();
  }

  /** Whoever renames a metric finds the alerts and panels that stay empty then. */
  @Test
  void alerts_and_dashboard_ask_for_metrics_that_there_are(Network network) throws IOException {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    RunningProcess daemon = start(ds1.host());
    ds1.awaitState("MASTER");
    Set<String> there = names("(?m)^# TYPE (\\w+) ", ds1.curl("/metrics"));

    Set<String> asked = new TreeSet<>();
    for (String file : new String[] {"jlvs-alerts.yml", "jlvs-dashboard.json"}) {
      asked.addAll(names("\\b(jlvs_\\w+)\\b", Files.readString(Path.of(SAMPLE, file))));
    }

    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(there).containsAll(asked);
    assertThat(daemon.stop(SOON)).isZero();
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_prometheus_scrapes_for_a_minute_and_alarms_of_a_fault(Network network) {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    RunningProcess daemon = start(host);
    ds1.awaitState("MASTER");
    RunningProcess answers =
        host.start("tcpdump", "-i", "lo", "-l", "-n", "-A", "-s", "0", "tcp src port 9167");
    answers.awaitLine("listening on", SOON);
    RunningProcess prometheus =
        host.start(
            "prometheus",
            "--config.file=" + SAMPLE + "/prometheus.yml",
            "--storage.tsdb.path=/run/prometheus",
            "--web.listen-address=127.0.0.1:9090");
    // Before that it answers with 503, in words.
    prometheus.awaitLine("Server is ready to receive web requests", SOON);

    Await.until(
        "a minute of scraping",
        SOON,
        () -> value(host, "count_over_time(up{job=\"jlvs\"}[2m])") >= A_MINUTE);
    assertThat(value(host, "min_over_time(up{job=\"jlvs\"}[2m])")).isEqualTo(1);
    assertThat(value(host, "jlvs_vrrp_state{router=\"VI_1\",state=\"master\"}")).isEqualTo(1);
    assertThat(value(host, "increase(jlvs_vrrp_advertisements_sent_total[1m])")).isGreaterThan(10);
    assertThat(value(host, "scrape_duration_seconds < 5")).isZero();
    assertThat(query(host, "ALERTS")).isEmpty();
    int unusedStatus = answers.stop(SOON);
    assertThat(answers.lines())
        .extracting(line -> line.text().strip())
        .contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8")
        .noneMatch(line -> line.startsWith("Content-Type: text/plain"));
    assertThat(metadata(host, "jlvs_start_time_seconds").path("unit").asText())
        .isEqualTo("seconds");
    assertThat(metadata(host, "jlvs_vrrp_became_master").path("type").asText())
        .isEqualTo("counter");

    host.sh("ip link set enp0s3 down");
    Await.until(
        "the alert",
        SOON,
        () -> query(host, "ALERTS{alertstate=\"firing\"}").toString().contains("\"JlvsNoMaster\""));
    int unused = prometheus.stop(SOON);
    assertThat(daemon.stop(SOON)).isZero();
  }
}
