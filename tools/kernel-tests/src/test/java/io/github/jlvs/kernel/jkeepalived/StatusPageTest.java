// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status page of a director as a browser shows it. */
@KernelTest
class StatusPageTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/page.conf";
  private static final String ADDRESS = "http://127.0.0.1:9167/";

  /** A name, a reason of an operator's: whoever wrote it, it is text. */
  private static final String MARKUP = "<b>R&1</b><script>document.title='run'</script>";

  private static final int WHITE = 0xffffff;
  private static final int NIGHT = 0x16181a;

  private static String text() {
    return OneRouter.configuration(150, "status_listen 127.0.0.1 9167", "")
            .replace("router_id d", "router_id \"" + MARKUP + "\"")
        + OneService.configuration(
            1,
            "",
            OneService.server("10.1.80.93", "", 8001),
            OneService.server("10.1.80.94", "", 8002),
            OneService.server("10.1.80.95", "", 8001));
  }

  @Test
  void it_is_whole_fits_a_telephone_and_fetches_nothing(Network network) throws IOException {
    Asked ds1 = new Asked(network.host("ds1", "10.1.80.91/24"));
    Host host = ds1.host();
    host.sh("mount -t tmpfs -o mode=755 tmpfs /var/lib");
    host.write(FILE, text());
    Browser browser = new Browser(host);
    try (AcceptingServer unused = OneService.accept(host, 8001)) {
      RunningProcess daemon =
          host.start(
              Checkout.path("tools/bin/jkeepalived"),
              "-nlG",
              "-f",
              FILE,
              "-p",
              "/run/j.pid",
              "-c",
              "/run/c.pid");
      ds1.awaitState("MASTER");
      var unusedAnswer = ds1.ctl(0, "drain", "10.1.80.95:80", "--why", MARKUP);
      var unusedPage =
          ds1.await(
              "one down",
              "/v1/servers",
              all -> all.path("servers").path(1).path("state").asText().equals("DOWN"));
      RunningProcess requests =
          host.start("tcpdump", "-i", "lo", "-l", "-n", "-A", "-s", "0", "tcp dst port 9167");
      requests.awaitLine("listening on", SOON);

      String dom = browser.dom(ADDRESS);
      int unusedStatus = requests.stop(SOON);

      assertThat(requests.lines())
          .extracting(line -> line.text().replaceFirst(".*GET ", "GET ").strip())
          .filteredOn(line -> line.startsWith("GET "))
          .isNotEmpty()
          .containsOnly("GET / HTTP/1.1");
      shows(dom);
      String html = host.exec("curl", "-sf", ADDRESS).out();
      fits(browser, html);
      assertThat(daemon.stop(SOON)).isZero();
    }
  }

  private static void shows(String dom) {
    assertThat(dom)
        .contains(">MASTER<", ">UP<", ">DOWN<", ">DRAIN (0 left)<", ">drained<")
        .contains("&lt;b&gt;R&amp;1&lt;/b&gt;&lt;script&gt;")
        .doesNotContain("<b>", "<script", "http://", "https://", "src=", "url(");
    assertThat(dom.replaceFirst("(?s).*<title>", "")).startsWith("OK - jkeepalived on ");
  }

  private static void fits(Browser browser, String html) throws IOException {
    List<Integer> measured = browser.narrow(html);
    assertThat(measured).containsExactly(Browser.NARROW, Browser.NARROW, Browser.NARROW);
    // Whoever measured would have seen what is too wide.
    String wide = html.replace("</body>", "<p style=\"width: 500px\">wide</p></body>");
    assertThat(browser.narrow(wide).get(2)).isGreaterThan(Browser.NARROW);
    Path pictures = Files.createDirectories(Path.of(Checkout.path("target/page")));
    assertThat(browser.picture(html, Browser.Scheme.LIGHT, pictures.resolve("light.png")))
        .isEqualTo(WHITE);
    assertThat(browser.picture(html, Browser.Scheme.DARK, pictures.resolve("dark.png")))
        .isEqualTo(NIGHT);
  }
}
