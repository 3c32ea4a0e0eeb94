// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.healthcheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckUrlsTest {
  @Test
  void a_line_says_of_each_url_whether_it_is_up() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean well = exchange.getRequestURI().toString().equals("/well?q=1");
          exchange.sendResponseHeaders(well ? 200 : 500, -1);
          exchange.close();
        });
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status =
        CheckUrls.check(List.of(base + "/well?q=1", base), new PrintStream(out, true, UTF_8));

    server.stop(0);
    assertThat(status).isEqualTo(1);
    String[] lines = out.toString(UTF_8).split("\n", -1);
    assertThat(lines[0]).startsWith("up ").endsWith(base + "/well?q=1");
    assertThat(lines[1]).startsWith("down").endsWith("GET /: status 500, expected 200-299");
  }

  @ParameterizedTest
  @CsvSource({
    "web, give http://HOST/PATH or https://HOST/PATH",
    "ftp://127.0.0.1/, give http://HOST/PATH or https://HOST/PATH",
    "http:///page, give http://HOST/PATH or https://HOST/PATH",
    "http://[bad, Expected closing bracket",
    "http://127.0.0.1:99999/, port out of range",
    "http://no-such-host.invalid/, the host no-such-host.invalid has no address"
  })
  void what_cannot_be_asked_for_is_said(String url, String why) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(CheckUrls.check(List.of(url), new PrintStream(out, true, UTF_8))).isEqualTo(1);

    assertThat(out.toString(UTF_8)).startsWith("bad  " + url + ": " + why);
  }
}
