// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.healthcheck.probe.http.BodyDigest;
import io.github.jlvs.healthcheck.probe.http.BodyPattern;
import io.github.jlvs.healthcheck.probe.http.HttpExpectation;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.healthcheck.probe.http.StatusRange;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What HTTP_GET and SSL_GET become. */
class HttpCheckTest {

  @Test
  void a_check_that_names_a_path_alone_has_the_defaults_of_keepalived() {
    Check check = check("HTTP_GET {", "url {", "path /", "}", "}");

    assertThat(check.policy()).isEqualTo(CheckPolicy.DEFAULT.withRetry(1, Duration.ofSeconds(3)));
    assertThat(check.probe())
        .isEqualTo(
            new HttpProbe(
                new Transport.Tcp(new InetSocketAddress("10.0.0.3", 80)),
                Optional.empty(),
                HttpVersion.HTTP_1_0,
                List.of(HttpUrl.get("/"))));
  }

  @Test
  void the_right_answer_of_each_url_is_its_own() {
    HttpProbe probe =
        probe(
            "HTTP_GET {",
            "url {",
            "path /first?a=b",
            "status_code 200-204 301",
            "status_code 404",
            "digest 9B3A0c85a887a256d6939da88aabd8cd",
            "}",
            "url {",
            "path /second",
            "regex \"all is  well\"",
            "regex_no_match",
            "regex_options caseless dotall ungreedy",
            "regex_options multiline",
            "regex_min_offset 2",
            "regex_max_offset 9",
            "regex_stack 100 200",
            "}",
            "}");

    assertThat(probe.urls())
        .extracting(HttpUrl::path, HttpUrl::expected)
        .containsExactly(
            tuple(
                "/first?a=b",
                new HttpExpectation(
                    List.of(
                        new StatusRange(200, 204),
                        new StatusRange(301, 301),
                        new StatusRange(404, 404)),
                    Optional.of(new BodyDigest("9b3a0c85a887a256d6939da88aabd8cd")),
                    Optional.empty())),
            tuple(
                "/second",
                new HttpExpectation(
                    HttpUrl.get("/").expected().statuses(),
                    Optional.empty(),
                    Optional.of(
                        new BodyPattern(
                            Pattern.compile(
                                "all is  well",
                                Pattern.CASE_INSENSITIVE
                                    | Pattern.DOTALL
                                    | Pattern.MULTILINE
                                    | Pattern.UNIX_LINES),
                            true,
                            2,
                            10)))));
  }

  @Test
  void the_innermost_host_is_asked_for() {
    String url = "url {\npath /\n}";
    String named = "url {\npath /\nvirtualhost url.example.org\n}";

    assertThat(hosts("HTTP_GET {", url, "}")).containsExactly(Optional.of("server.example.org"));
    assertThat(hosts("virtualhost real.example.org", "HTTP_GET {", url, "}"))
        .containsExactly(Optional.of("real.example.org"));
    assertThat(
            hosts(
                "virtualhost real.example.org",
                "HTTP_GET {",
                "virtualhost check.example.org",
                url,
                named,
                "}"))
        .containsExactly(Optional.of("check.example.org"), Optional.of("url.example.org"));
  }

  private static List<Optional<String>> hosts(String... inRealServer) {
    String[] lines = {
      "real_server 10.0.0.3 80 {",
      String.join("\n", inRealServer),
      "}",
      "virtualhost server.example.org"
    };
    return ((HttpProbe) ofLast(lines).probe()).urls().stream().map(HttpUrl::virtualHost).toList();
  }

  @Test
  void what_all_checkers_have_it_has_as_well() {
    Check check =
        check(
            "HTTP_GET {",
            "url {",
            "path /",
            "}",
            "connect_ip 10.0.0.4",
            "connect_port 8080",
            "connect_timeout 2",
            "nb_get_retry 5",
            "fast_recovery",
            "log_all_failures",
            "http_protocol 1.0C",
            "}");

    assertThat(((HttpProbe) check.probe()).transport())
        .isEqualTo(new Transport.Tcp(new InetSocketAddress("10.0.0.4", 8080)));
    assertThat(check.policy())
        .isEqualTo(
            CheckPolicy.DEFAULT
                .withConnectTimeout(Duration.ofSeconds(2))
                .withRetry(5, Duration.ofSeconds(3)));
    assertThat(((HttpProbe) check.probe()).version()).isEqualTo(HttpVersion.HTTP_1_0_CLOSE);
  }

  @Test
  void tls_names_the_host_of_the_request_where_it_is_asked_to() {
    assertThat(named("virtualhost www.example.org")).isEmpty();
    assertThat(named("enable_sni")).isEmpty();
    assertThat(named("enable_sni", "virtualhost www.example.org")).contains("www.example.org");
    assertThat(named("enable_sni", "virtualhost www.example.org:8443")).contains("www.example.org");
    assertThat(named("sni_name sni.example.org", "virtualhost www.example.org"))
        .contains("sni.example.org");
  }

  @Test
  void tls_names_no_address() {
    for (String address : List.of("10.0.0.3", "10.0.0.3:443", "2001:db8::1", "[2001:db8::1]:443")) {
      assertThat(named("enable_sni", "virtualhost " + address)).as(address).isEmpty();
    }
  }

  private static Optional<String> named(String... lines) {
    HttpProbe probe = probe("SSL_GET {", String.join("\n", lines), "url {", "path /", "}", "}");
    return probe.tls().orElseThrow().serverName();
  }

  @Test
  void a_file_read_twice_gives_equal_checks_which_a_reload_keeps() {
    String[] lines = {
      "SSL_GET {",
      "enable_sni",
      "url {",
      "path /",
      "regex a",
      "virtualhost www.example.org",
      "}",
      "}"
    };

    assertThat(check(lines)).isEqualTo(check(lines)).hasSameHashCodeAs(check(lines));
  }

  private static HttpProbe probe(String... lines) {
    return (HttpProbe) check(lines).probe();
  }

  private static Check check(String... lines) {
    return ofLast("real_server 10.0.0.3 80 {", String.join("\n", lines), "}");
  }

  private static Check ofLast(String... lines) {
    assertThat(ConfigurationReader.read("t.conf", Texts.server(lines)).diagnostics())
        .allMatch(said -> said.message().contains("has no check: it stays"));
    return Checks.of("", lines).get(0);
  }
}
