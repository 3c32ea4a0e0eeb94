// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.http.Accept;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Wanted;
import io.github.jlvs.jkeepalived.dump.Snapshots;
import io.github.jlvs.jkeepalived.event.OfDaemon;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.Publisher;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.linux.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request gets which answer. */
class SnapshotAnswererTest {
  private static final Caller ROOT = new Caller("root", true);

  private final CurrentSnapshot current = new CurrentSnapshot();
  private final List<String> said = new ArrayList<>();
  private final PlayedCommand played = new PlayedCommand();
  private final AtomicLong now = new AtomicLong();
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final SnapshotAnswerer answerer =
      new SnapshotAnswerer(
          current,
          new KernelTable(kernel::open, now::get, died -> {}),
          new DaemonFacts("0", "17", 1, Instant.EPOCH, "conf"),
          new Commands(List.of(played), said::add),
          now::get);

  private HttpResponse ask(String method, String target) {
    return answerer.answer(new HttpRequest(method, target));
  }

  private HttpResponse post(String target, String body, Caller caller) {
    return answerer
        .begin(new HttpRequest("POST", target, Accept.ANYTHING, body), caller)
        .toCompletableFuture()
        .join();
  }

  private static String text(HttpResponse response) {
    return response.body().text();
  }

  @Test
  void before_the_configuration_is_read_it_asks_for_patience() {
    assertThat(ask("GET", "/v1/status").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource
  void each_page_is_answered(Page page) {
    current.configure(Snapshots.configuration(""));

    // The start is not over.
    assertThat(ask("GET", page.path()).status()).isEqualTo(page == Page.READYZ ? 503 : 200);
    assertThat(ask("GET", page.path()).contentType()).isEqualTo(page.contentType(Wanted.ALL));
  }

  /** What Prometheus 2.42 sends, and what 3.5 does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
      })
  void metrics_are_in_the_format_that_is_liked_most(String accept) {
    current.configure(Snapshots.configuration(""));
    HttpRequest scrape = new HttpRequest("GET", "/metrics", Accept.parse(accept), "");

    HttpResponse plain = ask("GET", "/metrics");
    assertThat(plain.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    HttpResponse open = answerer.answer(scrape);
    assertThat(open.contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(text(open)).endsWith("\n# EOF\n");
    assertThat(answerer.answer(scrape).body()).isSameAs(open.body());
    assertThat(text(ask("GET", "/metrics"))).isEqualTo(text(plain)).doesNotContain("# EOF");
    assertThat(answerer.answer(new HttpRequest("GET", "/", Accept.parse(accept), "")).contentType())
        .isEqualTo("text/html; charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/index.html", "/v1", "/v1/", "/v1/Status", "/v1/status/", "/v2/status", "/\"%00"})
  void what_is_not_there_is_404_in_words(String target) {
    HttpResponse response = ask("GET", target);

    assertThat(response.status()).isEqualTo(404);
    assertThat(text(response)).contains("there is nothing at /").contains("/v1/status, ");
    assertThat(ask("POST", target).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"})
  void what_is_there_is_read_with_GET_alone(String method) {
    HttpResponse response = ask(method, "/v1/status");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.fields()).containsExactly("Allow: GET");
    assertThat(text(response))
        .isEqualTo("{\"status\":405,\"error\":\"/v1/status can be read with GET alone\"}\n");
  }

  @Test
  void parameters_that_would_mean_nothing_are_refused() {
    assertThat(ask("GET", "/v1/routers?name=VI_1").status()).isEqualTo(400);
  }

  @Test
  void what_is_asked_for_with_POST_is_begun_and_the_log_knows_by_whom() {
    HttpResponse response = post("/v1/play", "{\"what\": \"a\\nb\", \"loud\": true}", ROOT);

    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).isEqualTo("{\"done\":[\"played a\\nb\",\"loud\"],\"failed\":[]}\n");
    assertThat(said).containsExactly("User root asks for /v1/play loud=true what=a?b");
  }

  @Test
  void what_is_not_done_is_409_in_words() {
    HttpResponse response = post("/v1/play", "{\"what\": \"nothing\"}", ROOT);

    assertThat(response.status()).isEqualTo(409);
    assertThat(text(response)).isEqualTo("{\"status\":409,\"error\":\"nothing is played\"}\n");
  }

  @Test
  void whoever_may_only_read_has_nothing_done() {
    HttpResponse response = post("/v1/play", "{\"what\": \"a\"}", new Caller("www-data", false));

    assertThat(response.status()).isEqualTo(403);
    assertThat(text(response)).contains("user www-data may read but not change anything");
    assertThat(played.begun()).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void nothing_is_begun_with_an_argument_that_is_none() {
    assertThat(post("/v1/play", "{\"whta\": \"a\"}", ROOT).status()).isEqualTo(400);
    HttpResponse missing = post("/v1/play", "", ROOT);

    assertThat(missing.status()).isEqualTo(400);
    assertThat(text(missing)).contains("/v1/play: the argument 'what' is missing");
    assertThat(played.begun()).isZero();
  }

  @Test
  void a_command_is_asked_for_with_POST_alone_and_a_page_with_GET() {
    assertThat(ask("GET", "/v1/play").status()).isEqualTo(405);
    assertThat(ask("GET", "/v1/play").fields()).containsExactly("Allow: POST");
    assertThat(post("/v1/status", "", ROOT).status()).isEqualTo(405);
    assertThat(post("/v1/play?what=a", "", ROOT).status()).isEqualTo(400);
    assertThat(text(post("/v1/plai", "", ROOT))).contains("/readyz, POST /v1/play");
    assertThat(played.begun()).isZero();
  }

  @Test
  void a_browser_runs_and_fetches_nothing_for_the_page() {
    current.configure(Snapshots.configuration(""));

    assertThat(ask("GET", "/").fields())
        .contains(
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    assertThat(ask("GET", "/healthz").fields()).isEmpty();
  }

  @Test
  void events_are_those_after_the_number_that_is_asked_for() {
    current.configure(Snapshots.configuration(""));
    current.events().take(new OfDaemon.Ready());
    current.events().take(new OfDaemon.Stop());

    assertThat(text(ask("GET", "/v1/events")))
        .contains("\"newest\":2,\"lost\":0,\"next\":2,")
        .contains("daemon.ready", "daemon.stop");
    assertThat(text(ask("GET", "/v1/events?since=1")))
        .contains("\"boot\":\"0-1\"", "daemon.stop")
        .doesNotContain("daemon.ready");
    assertThat(ask("GET", "/v1/events?since=1").body())
        .isSameAs(ask("GET", "/v1/events?since=1").body());
    assertThat(text(ask("GET", "/v1/events?since=999999999999999999")))
        .contains("\"next\":2,\"events\":[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "since",
        "since=",
        "since=-1",
        "since=1&since=2",
        "since=1234567890123456789",
        "until=1"
      })
  void what_is_no_number_of_an_event_is_refused(String query) {
    HttpResponse response = ask("GET", "/v1/events?" + query);

    assertThat(response.status()).isEqualTo(400);
    assertThat(text(response)).contains("/v1/events takes since=N alone");
  }

  @Test
  void those_who_ask_at_the_same_time_share_an_answer() {
    current.configure(Snapshots.configuration(""));
    HttpResponse first = ask("GET", "/v1/status");

    assertThat(ask("GET", "/v1/status").body()).isSameAs(first.body());
    long unusedBefore = now.addAndGet(Duration.ofMillis(99).toNanos());
    assertThat(ask("GET", "/v1/status").body()).isSameAs(first.body());
    long unused = now.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(ask("GET", "/v1/status").body()).isNotSameAs(first.body());
  }

  @Test
  void a_reload_is_told_of() {
    current.configure(Snapshots.configuration(""));
    current.started();
    current.reloaded(true, "Reload complete");
    current.reloaded(false, "The file has errors");

    assertThat(text(ask("GET", "/v1/reloads")))
        .contains("\"taken\":1,\"refused\":1")
        .contains("\"taken\":false,\"text\":\"The file has errors\"");
  }

  @Test
  void the_kernels_table_is_read_where_there_are_virtual_servers() {
    kernel.unload();
    current.configure(Snapshots.configuration(""));
    assertThat(text(ask("GET", "/metrics"))).contains("jlvs_ipvs_readable 1\n");
    long unused = now.addAndGet(Duration.ofSeconds(1).toNanos());

    current.configure(
        ConfigurationReader.read(
                "t.conf",
                """
                virtual_server 10.0.0.1 80 {
                  lb_algo rr
                  lb_kind DR
                  protocol TCP
                  real_server 10.0.0.2 80 {
                  }
                }
                """)
            .configuration()
            .orElseThrow());

    assertThat(text(ask("GET", "/metrics"))).contains("jlvs_ipvs_readable 0\n");
  }

  @Test
  void what_is_asked_for_is_asked_of_the_loops() {
    try (EventLoop loop = EventLoop.open()) {
      new Publisher<>(loop, current.routers())
          .begin(() -> new RouterReport(List.of(), List.of(), Lateness.NONE, Map.of()));
      assertThat(answerer.isRenewing()).isFalse();

      // Whoever follows events asks twice a second.
      answerer.renew(List.of(new HttpRequest("GET", "/v1/events?since=1")));
      answerer.renew(List.of(new HttpRequest("GET", "/nothing")));
      assertThat(answerer.isRenewing()).isFalse();
      answerer.renew(List.of(new HttpRequest("GET", "/v1/routers")));

      assertThat(answerer.isRenewing()).isTrue();
      loop.turn(0);
      assertThat(answerer.isRenewing()).isFalse();
      assertThat(current.routers().latest()).isPresent();
    }
  }
}
