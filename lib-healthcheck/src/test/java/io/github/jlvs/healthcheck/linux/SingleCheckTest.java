// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.http.BodyDigest;
import io.github.jlvs.healthcheck.probe.http.HttpExpectation;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One try of an HTTP check, against servers of this host that mean it well or not. */
class SingleCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String OK = "HTTP/1.0 200 OK\r\n\r\nhello";
  private static final HttpUrl PAGE = HttpUrl.get("/page");

  /** The digest of {@code hello}. */
  private static final HttpUrl HELLO =
      PAGE.withExpected(
          HttpExpectation.DEFAULT.withDigest(new BodyDigest("5d41402abc4b2a76b9719d911017c592")));

  @TempDir private Path directory;

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @Test
  void everyUrlIsAskedForOverAConnectionOfItsOwn() throws Exception {
    int before = ChecksOnALoop.descriptors();
    try (WebServer server = WebServer.plain(WebServer.saying(requests, OK))) {
      SingleCheck check =
          SingleCheck.run(
              HttpProbe.to(server.address(), HELLO, PAGE, HttpUrl.get("/third")), LIMIT);
      assertThat(check.result()).isEqualTo(ProbeResult.SUCCESS);
      assertThat(check.took()).isPositive();
      assertThat(requests)
          .containsExactly("GET /page HTTP/1.0", "GET /page HTTP/1.0", "GET /third HTTP/1.0");
    }
    assertThat(ChecksOnALoop.descriptors()).isEqualTo(before);
  }

  @Test
  void theFirstUrlThatFailsIsNamedAndEndsTheTry() throws Exception {
    try (WebServer server =
        WebServer.plain(WebServer.saying(requests, "HTTP/1.0 503 Down\r\n\r\n"))) {
      HttpUrl down = HttpUrl.get("/down").withExpected(HttpExpectation.DEFAULT);
      assertThat(failure(HttpProbe.to(server.address(), down, PAGE), LIMIT))
          .isEqualTo("GET /down: status 503, expected 200-299");
      assertThat(requests).containsExactly("GET /down HTTP/1.0");
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsTimedOut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
      HttpProbe plain = HttpProbe.to(address, PAGE);
      assertThat(SingleCheck.run(plain, SHORT).result())
          .isEqualTo(ProbeResult.unanswered("GET /page: No answer within 50 ms"));
      assertThat(SingleCheck.run(plain.withTls(TlsClient.takingAnyCertificate()), SHORT).result())
          .isEqualTo(ProbeResult.unanswered("GET /page: No answer within 50 ms"));
      assertThat(SingleCheck.run(TcpProbe.to(address), LIMIT).result())
          .isEqualTo(ProbeResult.SUCCESS);
    }
  }

  @Test
  void aServerThatAnswersDropByDropIsTimedOut() throws Exception {
    try (WebServer server =
        WebServer.plain(
            (connection, carrier) -> {
              WebServer.saying(requests, "HTTP/1.0 200 OK\r\nX: ").over(connection, carrier);
              while (true) {
                connection.getOutputStream().write('x');
                LockSupport.parkNanos(1_000_000);
              }
            })) {
      assertThat(
              SingleCheck.run(HttpProbe.to(server.address(), PAGE), Duration.ofSeconds(2)).result())
          .isEqualTo(ProbeResult.unanswered("GET /page: No whole answer within 2000 ms"));
    }
  }

  @Test
  void aServerThatIsNotThereRefuses() throws Exception {
    InetSocketAddress gone;
    try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      gone = (InetSocketAddress) closed.getLocalSocketAddress();
    }
    assertThat(failure(HttpProbe.to(gone, PAGE), LIMIT)).isEqualTo("Connection refused");
  }

  @Test
  void aResetInTheMiddleOfAnAnswerIsAFailure() throws Exception {
    try (WebServer server =
        WebServer.plain(
            (connection, carrier) -> {
              WebServer.saying(requests, "HTTP/1.0 200 OK\r\n").over(connection, carrier);
              connection.setSoLinger(true, 0);
            })) {
      assertThat(failure(HttpProbe.to(server.address(), PAGE), LIMIT))
          .isEqualTo("GET /page: Connection reset by peer");
    }
  }

  @Test
  void aTimeLimitIsAboveZero() {
    TcpProbe probe = TcpProbe.to(new InetSocketAddress("127.0.0.1", 1));
    assertThatThrownBy(() -> SingleCheck.run(probe, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 0");
  }

  @Test
  void plainHttpAndTlsAreNotTakenForEachOther() throws Exception {
    try (WebServer plain = WebServer.plain(brusque())) {
      assertThat(failure(tls(plain, TlsClient.takingAnyCertificate()), LIMIT))
          .isEqualTo("the server does not speak TLS here: ask with HTTP_GET");
    }
    try (WebServer secure = WebServer.tls("good", WebServer.saying(requests, OK))) {
      assertThat(failure(HttpProbe.to(secure.address(), PAGE), LIMIT))
          .isEqualTo("GET /page: the server speaks TLS here: ask with SSL_GET");
    }
  }

  /** Answers before it is asked, as it cannot understand the question. */
  private static WebServer.Answer brusque() {
    return (connection, carrier) -> {
      connection.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(US_ASCII));
      long unused = connection.getInputStream().skip(1 << 20);
    };
  }

  @ParameterizedTest
  @CsvSource({"good", "expired", "future", "self"})
  void anyCertificateDoesWhereNoneIsTrusted(String alias) throws Exception {
    try (WebServer server = WebServer.tls(alias, WebServer.saying(requests, OK))) {
      HttpProbe probe =
          HttpProbe.to(server.address(), HELLO, PAGE).withTls(TlsClient.takingAnyCertificate());
      assertThat(SingleCheck.run(probe, LIMIT).result()).isEqualTo(ProbeResult.SUCCESS);
      assertThat(requests).hasSize(2);
    }
  }

  @Test
  void aCertificateThatATrustedOneHasSignedDoesByNameAndByAddress() throws Exception {
    try (WebServer server = WebServer.tls("good", WebServer.saying(requests, OK))) {
      TlsClient.Builder trusting = TlsClient.builder().trusting(authority("ca")).leastDaysValid(30);
      assertThat(SingleCheck.run(tls(server, trusting.build()), LIMIT).result())
          .isEqualTo(ProbeResult.SUCCESS);
      TlsClient named = trusting.serverName("www.example.org").protocols("http/1.1").build();
      assertThat(SingleCheck.run(tls(server, named), LIMIT).result())
          .isEqualTo(ProbeResult.SUCCESS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "expired, ca, www.example.org, expired on 2002-01-01",
    "future, ca, www.example.org, not valid before 2120-01-01",
    "good, ca, www.example.com, is for another host",
    "good, self, www.example.org, 'an unknown authority, \"CN=The Lab\"'",
    "self, ca, www.example.org, is self-signed"
  })
  void aCertificateThatIsNotTrustedSaysWhy(String alias, String trusted, String name, String why)
      throws Exception {
    try (WebServer server = WebServer.tls(alias, WebServer.saying(requests, OK))) {
      TlsClient client = TlsClient.builder().trusting(authority(trusted)).serverName(name).build();
      assertThat(failure(tls(server, client), LIMIT))
          .startsWith("TLS refused: its certificate ")
          .contains(why);
      assertThat(requests).isEmpty();
    }
  }

  @Test
  void aCertificateThatEndsSoonIsTold() throws Exception {
    try (WebServer server = WebServer.tls("good", WebServer.saying(requests, OK))) {
      TlsClient farSighted = TlsClient.builder().leastDaysValid(60_000).build();
      assertThat(failure(tls(server, farSighted), LIMIT))
          .contains("its certificate ends on")
          .endsWith("less than 60000 days from now");
    }
    try (WebServer server = WebServer.tls("expired", WebServer.saying(requests, OK))) {
      TlsClient client = TlsClient.builder().leastDaysValid(0).build();
      assertThat(failure(tls(server, client), LIMIT)).contains("ends on 2002-01-01");
    }
  }

  @Test
  void aBodyThatSaysWhereItEndsNeedsNoCloseNotifyAndOneThatDoesNotNeedsIt() throws Exception {
    String sized = "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    try (WebServer server = WebServer.tls("good", cutting(sized))) {
      assertThat(SingleCheck.run(hello(server), LIMIT).result()).isEqualTo(ProbeResult.SUCCESS);
    }
    try (WebServer server = WebServer.tls("good", cutting(OK))) {
      assertThat(failure(hello(server), LIMIT))
          .isEqualTo(
              "GET /page: the connection was cut in the body: it ended without TLS's close_notify");
    }
  }

  private WebServer.Answer cutting(String answer) {
    return (connection, carrier) -> {
      WebServer.saying(requests, answer).over(connection, carrier);
      carrier.shutdownOutput();
    };
  }

  @Test
  void aServerThatClosesInTheHandshakeOrRefusesItIsTold() throws Exception {
    try (WebServer server =
        WebServer.plain(
            (connection, carrier) -> {
              int unused = connection.getInputStream().read(new byte[4096]);
            })) {
      assertThat(failure(tls(server, TlsClient.takingAnyCertificate()), LIMIT))
          .isEqualTo("the server closed the connection in the TLS handshake");
    }
    byte[] handshakeFailure = {21, 3, 3, 0, 2, 2, 40};
    try (WebServer server =
        WebServer.plain(
            (connection, carrier) -> {
              int unused = connection.getInputStream().read(new byte[4096]);
              connection.getOutputStream().write(handshakeFailure);
            })) {
      assertThat(failure(tls(server, TlsClient.takingAnyCertificate()), LIMIT))
          .startsWith("TLS handshake failed: ")
          .contains("handshake_failure");
    }
  }

  private static HttpProbe tls(WebServer server, TlsClient client) {
    return HttpProbe.to(server.address(), PAGE).withTls(client);
  }

  private static HttpProbe hello(WebServer server) {
    return HttpProbe.to(server.address(), HELLO).withTls(TlsClient.takingAnyCertificate());
  }

  private Path authority(String alias) throws Exception {
    byte[] encoded = WebServer.servers().getCertificate(alias).getEncoded();
    return Files.writeString(
        directory.resolve(alias + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END CERTIFICATE-----\n");
  }

  private static String failure(Probe probe, Duration limit) throws IOException {
    return ((ProbeResult.Failure) SingleCheck.run(probe, limit).result()).detail();
  }
}
