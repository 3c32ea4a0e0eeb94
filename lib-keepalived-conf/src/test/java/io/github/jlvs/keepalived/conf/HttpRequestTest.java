// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.http.BodyPattern;
import io.github.jlvs.healthcheck.probe.http.HttpHeader;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What HTTP_GET and SSL_GET ask for beyond what keepalived can, and whom they trust. */
class HttpRequestTest {
  private @TempDir Path directory;

  @Test
  void a_url_says_how_it_is_asked_for() {
    HttpUrl url =
        urls(
                "HTTP_GET {",
                "url {",
                "path /",
                "method OPTIONS",
                "header \"X-Checked-By:  jkeepalived \"",
                "header Accept:text/plain",
                "body_contains \"all is [well]\"",
                "}",
                "}")
            .get(0);

    assertThat(url.method()).isEqualTo("OPTIONS");
    assertThat(url.headers())
        .containsExactly(
            new HttpHeader("X-Checked-By", "jkeepalived"), new HttpHeader("Accept", "text/plain"));
    assertThat(url.expected().pattern()).contains(BodyPattern.text("all is [well]"));
  }

  @Test
  void the_password_is_the_first_line_of_its_file() throws IOException {
    Path file = password("se cret\nanother line\n");

    assertThat(urls(asking(file)).get(0).headers())
        .containsExactly(HttpHeader.basicAuthentication("somebody", "se cret"));
    assertThat(said(asking(file)))
        .containsExactly("whoever watches the network sees the password: SSL_GET would hide it");
  }

  @Test
  void a_file_without_a_password_is_an_error() throws IOException {
    Path file = password("\nse cret\n");

    assertThat(said(asking(file))).contains("cannot use this file: its first line is empty");
  }

  private Path password(String text) throws IOException {
    Path file =
        Files.createFile(
            directory.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private static String[] asking(Path password) {
    return new String[] {
      "HTTP_GET {",
      "url {",
      "path /",
      "http_user somebody",
      "http_password_file " + password,
      "}",
      "}"
    };
  }

  @Test
  void the_certificates_of_a_file_are_trusted_and_read_anew_each_time() throws IOException {
    Path file = directory.resolve("ca.pem");
    String authority = Texts.resource("ca.pem");
    Files.writeString(file, authority);
    String[] lines = {
      "SSL_GET {", "ca_file " + file, "days_to_expiry 14", "url {", "path /", "}", "}"
    };
    TlsClient client = probe(lines).tls().orElseThrow();

    assertThat(client)
        .isEqualTo(
            TlsClient.builder().trusting(file.toString(), authority).leastDaysValid(14).build())
        .isNotEqualTo(TlsClient.takingAnyCertificate());

    Files.writeString(file, authority + authority);
    assertThat(probe(lines).tls().orElseThrow()).isNotEqualTo(client);
    Files.writeString(file, "");
    assertThat(said(lines)).contains("cannot take certificates from " + file + ": it has none");
  }

  @Test
  void checks_that_trust_the_same_share_a_client() throws IOException {
    Path file = Files.writeString(directory.resolve("ca.pem"), Texts.resource("ca.pem"));
    String block = "SSL_GET {\nca_file " + file + "\nurl {\npath /\n}\n}";
    List<TlsClient> clients =
        Checks.of("", server(block, block)).stream()
            .map(check -> ((HttpProbe) check.probe()).tls().orElseThrow())
            .toList();

    assertThat(clients).hasSize(2);
    assertThat(clients.get(0)).isSameAs(clients.get(1));
  }

  private static List<HttpUrl> urls(String... check) {
    return probe(check).urls();
  }

  @Test
  void an_explanation_shows_the_name_of_a_header_alone() {
    StringBuilder said = new StringBuilder();
    ReadResult unused =
        ConfigurationReader.explain(
            "t.conf",
            Texts.server(
                server("HTTP_GET {", "url {", "path /", "header \"X-Token: hush\"", "}", "}")),
            Texts.NO_FILES,
            block -> said.append(block.text()));

    assertThat(said.toString()).contains("header \"X-Token: ****\"").doesNotContain("hush");
  }

  private static HttpProbe probe(String... check) {
    return (HttpProbe) Checks.of("", server(check)).get(0).probe();
  }

  /** But that the other real server of the text has no check. */
  private static List<String> said(String... check) {
    return ConfigurationReader.read("t.conf", Texts.server(server(check))).diagnostics().stream()
        .map(Diagnostic::message)
        .filter(message -> !message.contains("has no check"))
        .toList();
  }

  private static String server(String... check) {
    return "real_server 10.0.0.3 443 {\n" + String.join("\n", check) + "\n}";
  }
}
