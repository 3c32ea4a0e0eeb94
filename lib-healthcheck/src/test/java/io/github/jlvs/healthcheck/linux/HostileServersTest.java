// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.realServer;
import static io.github.jlvs.healthcheck.linux.ChecksOnALoop.virtualServer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.http.BodyPattern;
import io.github.jlvs.healthcheck.probe.http.HttpExpectation;
import io.github.jlvs.healthcheck.probe.http.HttpProbe;
import io.github.jlvs.healthcheck.probe.http.HttpUrl;
import io.github.jlvs.healthcheck.probe.http.HttpVersion;
import io.github.jlvs.healthcheck.probe.tls.TlsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Servers of every evil kind on one loop with one that is well: each is found out for what it is,
 * and the checks of the good one go on as if it were alone.
 */
class HostileServersTest {
  private static final CheckPolicy IMPATIENT =
      CheckPolicy.every(Duration.ofMillis(200))
          .withWarmup(Duration.ZERO)
          .withRetry(0, Duration.ZERO)
          .withConnectTimeout(Duration.ofMillis(500));

  private static final HttpUrl PAGE =
      HttpUrl.get("/page")
          .withExpected(
              HttpExpectation.DEFAULT.withPattern(BodyPattern.found(Pattern.compile("(a+)+b"))));

  private final ChecksOnALoop on = new ChecksOnALoop();
  private final List<AutoCloseable> servers = new ArrayList<>();
  private final List<RealServer> configured = new ArrayList<>();

  private final Map<ServiceAddress, Hostile> hostile = new LinkedHashMap<>();

  private final Set<ServiceAddress> found = new HashSet<>();

  /**
   * One that is not well.
   *
   * @param what what it does
   * @param found what must be found of it
   */
  private record Hostile(String what, String found) {}

  @AfterEach
  void close() throws Exception {
    on.close();
    for (AutoCloseable server : servers) {
      server.close();
    }
  }

  @Test
  void eachIsFoundOutAndTheNeighbourIsCheckedAsEver() throws Exception {
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    WebServer good = open(WebServer.plain(WebServer.saying(asked, "HTTP/1.0 200 OK\r\n\r\nxaab")));
    ServiceAddress neighbour = ServiceAddress.tcp("10.2.0.1", 80);
    configured.add(realServer(neighbour, ChecksOnALoop.FAST, HttpProbe.to(good.address(), PAGE)));

    hostile("says nothing", "No answer within", silent());
    hostile("a byte at a time", "No whole answer within", flood("HTTP/1.0 200 OK\r\nX: ", 1));
    hostile("a gigabyte", "No whole answer within", flood("HTTP/1.0 200 OK\r\n\r\n", 64 * 1024));
    hostile("a head without end", "head", flood("HTTP/1.0 200 OK\r\nX: ", 64 * 1024));
    hostile(
        "a chunk of 2^63 bytes",
        "chunk",
        saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8000000000000000\r\n"));
    hostile(
        "sends elsewhere", "status 302", saying("HTTP/1.0 302 Found\r\nLocation: /page\r\n\r\n"));
    hostile("half an answer", "ended", saying("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\naab"));
    hostile(
        "makes the pattern explode",
        "took too long",
        saying("HTTP/1.0 200 OK\r\n\r\n" + "a".repeat(60_000)));
    WebServer noTls = open(WebServer.plain(alerting()));
    add(
        "breaks the handshake",
        "TLS",
        HttpProbe.to(noTls.address(), PAGE).withTls(TlsClient.takingAnyCertificate()));

    on.checks.reconfigure(List.of(virtualServer(configured.toArray(RealServer[]::new))));
    // On a busy machine a server may at first be too slow to be as evil as it is.
    on.until(() -> hostile.keySet().stream().filter(this::isFoundOut).count() == hostile.size());
    int before = asked.size();
    on.until(() -> asked.size() > before + 10);

    assertThat(on.log)
        .filteredOn(
            each -> each instanceof ChecksOnALoop.Told told && told.server().equals(neighbour))
        .containsExactly(new ChecksOnALoop.Told(neighbour, new CheckEvent.WentUp(CheckState.UP)));
  }

  private void hostile(String what, String found, WebServer.Answer answer) throws IOException {
    WebServer server = open(WebServer.plain(answer));
    add(what, found, HttpProbe.to(server.address(), PAGE).withVersion(HttpVersion.HTTP_1_1));
  }

  private void add(String what, String found, Probe probe) {
    ServiceAddress name = ServiceAddress.tcp("10.2.0." + (10 + configured.size()), 80);
    configured.add(realServer(name, IMPATIENT, probe));
    hostile.put(name, new Hostile(what, found));
  }

  private WebServer open(WebServer server) {
    servers.add(server);
    return server;
  }

  private boolean isFoundOut(ServiceAddress server) {
    Hostile one = hostile.get(server);
    if (one != null && result(server).contains(one.found)) {
      found.add(server);
    }
    return found.contains(server);
  }

  private String result(ServiceAddress server) {
    return on.checks.virtualServers().get(0).realServers().stream()
        .filter(status -> status.server().address().equals(server))
        .flatMap(status -> status.checks().get(0).lastResult().stream())
        .map(result -> ((ProbeResult.Failure) result).detail())
        .findFirst()
        .orElse("");
  }

  private static WebServer.Answer silent() {
    return (connection, carrier) -> {
      WebServer.readRequest(connection, new ArrayList<>());
      int unused = connection.getInputStream().read();
    };
  }

  private static WebServer.Answer saying(String text) {
    return WebServer.saying(Collections.synchronizedList(new ArrayList<>()), text);
  }

  /** A fatal alert, handshake_failure; a ClientHello has no end that a text has. */
  private static WebServer.Answer alerting() {
    return (connection, carrier) -> {
      int unused = connection.getInputStream().read();
      connection.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
    };
  }

  /** Until the check has enough of it. */
  private static WebServer.Answer flood(String head, int bytes) {
    byte[] piece = "x".repeat(bytes).getBytes(US_ASCII);
    return (connection, carrier) -> {
      WebServer.readRequest(connection, new ArrayList<>());
      connection.getOutputStream().write(head.getBytes(US_ASCII));
      while (true) {
        connection.getOutputStream().write(piece);
        LockSupport.parkNanos(1_000_000);
      }
    };
  }
}
