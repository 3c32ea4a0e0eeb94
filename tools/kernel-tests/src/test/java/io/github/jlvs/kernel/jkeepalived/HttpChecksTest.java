// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * HTTP_GET and SSL_GET: keepalived and jkeepalived run the same file beside each other, and ask the
 * same nginx. At every step their tables are the same and their logs say the same, and in the end
 * nginx has been asked for the same by both.
 */
@KernelTest
class HttpChecksTest {
  private static final String SERVER = "10.1.80.93";

  private static final String WELL = "a page with a word\n";

  /** What md5sum says of that page. */
  private static final String DIGEST = "b177f5650a6904ce37d61bb624ecf148";

  /** Ports of the virtual servers, each of which has one check. */
  private static final int STATUS = 81;

  private static final int DIGESTED = 82;
  private static final int TWO_URLS = 83;
  private static final int NAMED = 84;
  private static final int MATCHED = 85;
  private static final int TLS = 86;
  private static final int TLS_DIGESTED = 87;
  private static final int SLOW = 88;

  private static final Set<Integer> ALL =
      Set.of(STATUS, DIGESTED, TWO_URLS, NAMED, MATCHED, TLS, TLS_DIGESTED, SLOW);

  private static final String FILE =
      "global_defs {\nchecker_log_all_failures\n}\n"
          + service(STATUS, 80, "", "HTTP_GET", url("/health", "status_code 200"))
          + service(DIGESTED, 80, "", "HTTP_GET", url("/page", "digest " + DIGEST))
          + service(
              TWO_URLS,
              80,
              "",
              "HTTP_GET",
              url("/first", "status_code 200-204 301"),
              url("/second", ""),
              "nb_get_retry 1\ndelay_before_retry 1\nfast_recovery")
          + service(
              NAMED,
              80,
              "virtualhost " + WebServer.NAMED,
              "HTTP_GET",
              url("/named", "status_code 204"),
              "http_protocol 1.1")
          + service(
              MATCHED,
              80,
              "virtualhost other.example.org",
              "HTTP_GET",
              url("/page", "regex \"A W[aeo]rd\"\nregex_options caseless"),
              "virtualhost www.example.org\nhttp_protocol 1.0C")
          + service(
              TLS,
              443,
              "",
              "SSL_GET",
              url("/health", "status_code 200\nvirtualhost " + WebServer.NAMED),
              "enable_sni")
          + service(TLS_DIGESTED, 443, "", "SSL_GET", url("/page", "digest " + DIGEST))
          + service(SLOW, 80, "", "HTTP_GET", url("/slow", ""), "connect_timeout 4");

  /** Three of nine with two answers. */
  private static final int REQUESTS = 12;

  private static final String LINES =
      "(Remote Web server|HTTP_CHECK on|.* (error to|failed|connecting|read|from ) server).*";

  @Test
  void checks_by_http_find_the_same_and_ask_for_the_same(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Host rs1 = network.host("rs1", SERVER + "/24");
    try (WebServer server = new WebServer(rs1)) {
      server.page("/page", WELL);
      server.page("/first", "");
      server.page("/second", "");
      // Some 340 bytes with the head take longer than connect_timeout, never silent for so long.
      server.page("/slow", WELL.repeat(5));
      TwoDirectors both = new TwoDirectors(ds1, ds2, FILE, LINES, HttpChecksTest::inBoth);
      both.same("start", ALL, 2 * 8);

      server.page("/sick", "");
      both.same("it answers 503", without(STATUS, TLS), 8);
      server.remove("/sick");
      both.same("it is well again", ALL, 6);

      server.page("/page", "another\n");
      both.same("another page", without(DIGESTED, MATCHED, TLS_DIGESTED), 12);
      server.page("/page", WELL);
      both.same("the page is back", ALL, 9);

      server.remove("/second");
      both.same("one of two is missing", without(TWO_URLS), 5);
      server.page("/second", "");
      both.same("both are there", ALL, 3);

      server.stop();
      both.same("nginx is stopped", Set.of(), 33);
      server.start();
      both.same("nginx is started", ALL, 24);

      both.stop();
      List<String> asked = server.askedBy("10.1.80.91");
      assertThat(asked).hasSize(REQUESTS);
      assertThat(server.askedBy("10.1.80.92")).isEqualTo(asked);
      both.report("checks by HTTP, tables, log and requests", asked.size());
    }
  }

  private static Set<Integer> without(Integer... down) {
    Set<Integer> up = new TreeSet<>(ALL);
    up.removeAll(Set.of(down));
    return up;
  }

  /**
   * jkeepalived says behind keepalived's words what was wrong. Whether a stop of nginx refuses a
   * connection or closes it is chance.
   */
  private static String inBoth(String line) {
    return isFailedTry(line)
        ? line.substring(0, (line + " ").indexOf(". ") + 1)
            .replace("Read, no data received from  server", "Connection failed server")
        : line;
  }

  private static boolean isFailedTry(String line) {
    return line.matches(".* (error to|failed|connecting|read|from ) server .*");
  }

  private static String service(
      int port, int serverPort, String lines, String check, String... inCheck) {
    return CheckedService.of(
        port,
        "TCP",
        "connect_timeout 10\n" + lines,
        SERVER + " " + serverPort,
        check + " {\nretry 0\n" + String.join("\n", inCheck) + "\n}");
  }

  private static String url(String path, String lines) {
    return "url {\npath %s\n%s\n}\n".formatted(path, lines);
  }
}
