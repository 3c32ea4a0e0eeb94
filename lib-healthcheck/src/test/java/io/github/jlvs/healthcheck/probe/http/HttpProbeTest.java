// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check of a web server may be made of, and the bytes it asks with. */
class HttpProbeTest {
  private static final InetSocketAddress WEB = new InetSocketAddress("10.1.80.93", 80);
  private static final HttpUrl PAGE = HttpUrl.get("/health?deep=1");

  @Test
  void aCheckIsNamedAsInKeepalivedsConfiguration() {
    HttpProbe plain = HttpProbe.to(WEB, PAGE);
    assertThat(plain.checkName()).isEqualTo("HTTP_GET");
    assertThat(plain.withTls(TlsClient.takingAnyCertificate()).checkName()).isEqualTo("SSL_GET");
    assertThatThrownBy(() -> HttpProbe.to(WEB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a URL");
  }

  @Test
  void whatIsWrittenAlikeIsEqualSoThatAReloadKeepsTheCheck() {
    assertThat(probe("up")).isEqualTo(probe("up")).hasSameHashCodeAs(probe("up"));
    assertThat(probe("up")).isNotEqualTo(probe("down"));
    assertThat(BodyPattern.found(Pattern.compile("a", Pattern.CASE_INSENSITIVE)))
        .isNotEqualTo(BodyPattern.found(Pattern.compile("a")));
  }

  private static HttpProbe probe(String pattern) {
    HttpExpectation expected =
        HttpExpectation.DEFAULT
            .withStatuses(StatusRange.of(200), new StatusRange(300, 399))
            .withDigest(new BodyDigest("D41D8CD98F00B204E9800998ECF8427E"))
            .withPattern(BodyPattern.found(Pattern.compile(pattern)));
    return HttpProbe.to(WEB, PAGE.withExpected(expected))
        .withTls(TlsClient.builder().serverName("www.example.org").build());
  }

  @Test
  void theRequestIsKeepalivedsUnlessSomethingElseIsAskedFor() {
    assertThat(request(PAGE, HttpVersion.HTTP_1_0, WEB).split("\r\n", -1))
        .containsExactly(
            "GET /health?deep=1 HTTP/1.0",
            "User-Agent: KeepAliveClient",
            "Host: 10.1.80.93:80",
            "",
            "");
    assertThat(
            request(PAGE, HttpVersion.HTTP_1_0_CLOSE, new InetSocketAddress("2001:db8::93", 8080)))
        .contains(" HTTP/1.0")
        .contains("\r\nHost: [2001:db8::93]:8080\r\nConnection: close\r\n\r\n");
    HttpUrl special =
        PAGE.withMethod("HEAD")
            .withVirtualHost("www.example.org")
            .withHeaders(new HttpHeader("user-agent", "probe"), new HttpHeader("X-Why", "grüß"));
    assertThat(request(special, HttpVersion.HTTP_1_1, WEB).split("\r\n", -1))
        .containsExactly(
            "HEAD /health?deep=1 HTTP/1.1",
            "Host: www.example.org",
            "Connection: close",
            "user-agent: probe",
            "X-Why: grüß",
            "",
            "");
  }

  @Test
  void aPostSaysThatItHasNoBodyUnlessAHeaderSaysOtherwise() {
    HttpUrl post = PAGE.withMethod("POST");
    assertThat(request(post, HttpVersion.HTTP_1_0, WEB)).contains("\r\nContent-Length: 0\r\n");
    assertThat(
            request(
                post.withHeaders(new HttpHeader("content-length", "00")),
                HttpVersion.HTTP_1_0,
                WEB))
        .contains("\r\ncontent-length: 00\r\n")
        .doesNotContain("Content-Length");
    assertThat(request(PAGE, HttpVersion.HTTP_1_0, WEB)).doesNotContain("Content-Length");
  }

  /** What bounds how many tries may be under way. */
  @Test
  void theMemoryOfATryIsThatOfItsLargestPatternAndOfTls() {
    HttpProbe plain = HttpProbe.to(WEB, PAGE);
    HttpUrl searched =
        PAGE.withExpected(HttpExpectation.DEFAULT.withPattern(BodyPattern.text("up")));
    long pattern = HttpProbe.to(WEB, PAGE, searched, searched).memory() - plain.memory();
    long tls = plain.withTls(TlsClient.takingAnyCertificate()).memory() - plain.memory();

    assertThat(pattern).isEqualTo(3L * BodyPattern.DEFAULT_MAX_OFFSET);
    assertThat(tls).isGreaterThan(64 * 1024);
    assertThat(new DigestProbe(plain, digest -> {}).memory()).isEqualTo(plain.memory());
  }

  private static String request(HttpUrl url, HttpVersion version, InetSocketAddress remote) {
    return UTF_8.decode(HttpRequest.bytes(url, version, remote)).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "health", "/a b", "/a\r\nHost: x", "/a\0", "/\u0085"})
  void aPathThatWouldMakeAnotherRequestIsRefused(String path) {
    assertThatThrownBy(() -> HttpUrl.get(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with a slash and has no blanks");
  }

  @Test
  void aMethodAndAVirtualHostAreWords() {
    assertThatThrownBy(() -> PAGE.withMethod("GET /"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no HTTP method");
    assertThatThrownBy(() -> PAGE.withVirtualHost("a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a name without blanks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r", "ä"})
  void aHeadersNameIsAToken(String name) {
    assertThatThrownBy(() -> new HttpHeader(name, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no name of an HTTP header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\r", "secret\n", "secret\0"})
  void aHeadersValueStaysOnItsLineAndOutOfTheMessage(String value) {
    assertThatThrownBy(() -> new HttpHeader("X-Token", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Token")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPasswordIsSentAndNeverShown() {
    HttpHeader header = HttpHeader.basicAuthentication("Aladdin", "open sesame");
    assertThat(header.value()).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(HttpProbe.to(WEB, PAGE.withHeaders(header)).toString())
        .contains("Authorization: (not shown)")
        .doesNotContain("QWxhZGRpb");
    assertThat(new HttpHeader("X-Way", "shown")).hasToString("X-Way: shown");
    assertThatThrownBy(() -> HttpHeader.basicAuthentication("a:b", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void statusesAreRangesWithinThreeDigits() {
    assertThat(HttpExpectation.DEFAULT.statuses()).containsExactly(new StatusRange(200, 299));
    assertThat(new StatusRange(200, 299)).hasToString("200-299");
    assertThat(StatusRange.of(204)).hasToString("204");
    assertThat(HttpExpectation.DEFAULT.accepts(299)).isTrue();
    assertThat(HttpExpectation.DEFAULT.accepts(300)).isFalse();
    for (int[] wrong : new int[][] {{99, 200}, {200, 1000}, {300, 299}}) {
      assertThatThrownBy(() -> new StatusRange(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong[0] + "-" + wrong[1]);
    }
    assertThatThrownBy(() -> HttpExpectation.DEFAULT.withStatuses())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fails always");
  }

  @Test
  void aDigestHasThirtyTwoDigitsOfEitherCase() {
    assertThat(new BodyDigest("D41D8CD98F00B204E9800998ECF8427E"))
        .isEqualTo(new BodyDigest("d41d8cd98f00b204e9800998ecf8427e"));
    for (String wrong : List.of("", "d41d", "g41d8cd98f00b204e9800998ecf8427e")) {
      assertThatThrownBy(() -> new BodyDigest(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("32 hexadecimal digits");
    }
  }

  @Test
  void aPatternLooksAtSomeBytesAndNotTooMany() {
    Pattern any = Pattern.compile("a");
    for (int[] wrong : new int[][] {{-1, 5}, {5, 5}, {0, BodyPattern.LARGEST_OFFSET + 1}}) {
      assertThatThrownBy(() -> new BodyPattern(any, false, wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong[0] + " to " + wrong[1]);
    }
  }
}
