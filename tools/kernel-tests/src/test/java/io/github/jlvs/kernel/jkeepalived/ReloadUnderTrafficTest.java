// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.NginxFile;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A master that goes from one file to another and back, again and again, while a client fetches
 * pages through its address: each page comes, a page that takes long goes on, and nothing is left
 * behind by any of the reloads.
 */
@KernelTest
class ReloadUnderTrafficTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/director.conf";
  private static final String PAGES = "/run/pages";
  private static final String STAYS = service("8080", "lb_algo rr", real("93", "1", "2"));

  private static final String FIRST =
      router("VI_1", 51, "90", "priority 254")
          + service("80", "lb_algo rr", real("93", "1", "2"), real("95", "1", "2"))
          + STAYS;

  /** In it the second server drains. */
  private static final String SECOND =
      router("VI_1", 51, "90", "priority 253\nvirtual_ipaddress_excluded {\n10.1.80.89/32\n}")
          + router("VI_2", 52, "88", "priority 200")
          + service("80", "lb_algo wrr", real("93", "5", "3"))
          + service("443", "lb_algo rr", real("93", "1", "2"))
          + STAYS;

  private static final String TO_SECOND =
      "Reload: 1 virtual router added, 1 changed, 1 virtual server added, 1 changed,"
          + " 1 real server removed, 1 changed; 1 virtual server untouched";
  private static final String TO_FIRST =
      "Reload: 1 virtual router removed, 1 changed, 1 virtual server removed, 1 changed,"
          + " 1 real server added, 1 changed; 1 virtual server untouched";

  @Test
  void twenty_reloads_one_right_after_the_other(Network network) {
    reload(network, 20, Duration.ZERO);
  }

  @Test
  @TakesLong
  void a_reload_a_second_for_ten_minutes(Network network) {
    reload(network, 600, Duration.ofSeconds(1));
  }

  /** Goes there and back, so many reloads in all: an even number. */
  private static void reload(Network network, int reloads, Duration pause) {
    GuideNetwork guide = GuideNetwork.in(network);
    for (Host server : List.of(guide.rs1(), guide.rs2())) {
      GuideNetwork.prepareRealServer(server);
      serve(server);
    }
    Host ds1 = guide.ds1();
    ds1.write(FILE, FIRST);
    RunningProcess daemon = GuideDaemon.start(ds1, FILE);
    daemon.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Await.until("a page", SOON, () -> guide.fetch().contains("rs"));
    // What is allocated once is there after some of them.
    goTo(ds1, daemon, SECOND, TO_SECOND);
    goTo(ds1, daemon, FIRST, TO_FIRST);
    String before = state(ds1, daemon);
    int said = daemon.lines().size();
    RunningProcess slow =
        guide.client().start("curl", "-sN", "-o", "/run/slow", "http://10.1.80.90/slow");
    RunningProcess pages = guide.client().start("sh", "-c", fetching());
    Await.until("pages", SOON, () -> pages(guide.client()).size() > 3);

    for (int i = 0; i < reloads; i += 2) {
      goTo(ds1, daemon, SECOND, TO_SECOND);
      Await.pause(pause);
      goTo(ds1, daemon, FIRST, TO_FIRST);
      Await.pause(pause);
    }

    int during = pages(guide.client()).size();
    Await.until("pages after it", SOON, () -> pages(guide.client()).size() > during + 3);
    assertThat(pages.running()).isTrue();
    assertThat(slow.running()).as("the page that takes long").isTrue();
    long fetched = fetched(guide.client());
    Await.until("more of it", SOON, () -> fetched(guide.client()) > fetched);
    pages.close();
    slow.close();
    List<String> results = pages(guide.client());
    List<String> news = daemon.lines().stream().skip(said).map(line -> line.text()).toList();
    System.out.printf(
        "reloads under traffic: %d taken, %d pages, %d of them while it reloaded, %d lost%n",
        count(news, "Reload complete"),
        results.size(),
        during,
        results.stream().filter(each -> !each.equals("200")).count());
    assertThat(during).as("pages while it reloaded").isGreaterThan(reloads / 4);
    assertThat(results).as("a result for each page").containsOnly("200");
    assertThat(count(news, "Reload complete")).isEqualTo(reloads);
    assertThat(count(news, "(VI_1) Entering")).as("turns of the master").isZero();
    assertThat(count(news, "Draining service")).as("servers that drained").isPositive();
    Await.value("what there was before", SOON, () -> state(ds1, daemon), before::equals);
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(daemon.output()).doesNotContain("Fault of the program", "put right", "\tat ");
    assertThat(ds1.sh("ipvsadm -Sn")).isBlank();
    assertThat(ds1.hasAddress("10.1.80.90")).isFalse();
  }

  private static void goTo(Host ds1, RunningProcess daemon, String file, String planned) {
    int said = daemon.lines().size();
    ds1.write(FILE, file);
    daemon.signal("HUP");
    daemon.awaitLine("the reload", said, line -> line.contains("Reload complete"), SOON);
    assertThat(daemon.lines().stream().skip(said).map(line -> line.text()))
        .as("what was to change")
        .anyMatch(line -> line.endsWith(planned));
  }

  /** Addresses, table, descriptors and threads; the JVM's own compilers come and go. */
  private static String state(Host ds1, RunningProcess daemon) {
    return ds1.sh(
        """
        ip -o addr show dev enp0s3 | awk '{ print $4 }' | sort
        ipvsadm -Sn | sort
        ls /proc/%1$d/fd | wc -l
        cat /proc/%1$d/task/*/comm | grep jkeepalived | sort
        """
            .formatted(daemon.pid()));
  }

  /** The status of each page, or what curl says in its place. */
  private static String fetching() {
    return "while :; do curl -s -m 20 -o /dev/null -w '%%{http_code}\\n' http://10.1.80.90/ >>%1$s"
            .formatted(PAGES)
        + " || echo \"curl $?\" >>"
        + PAGES
        + "; done";
  }

  private static List<String> pages(Host client) {
    return client.sh("cat " + PAGES + " 2>/dev/null || true").lines().toList();
  }

  private static long fetched(Host client) {
    return Long.parseLong(client.sh("stat -c %s /run/slow").strip());
  }

  private static long count(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  private static void serve(Host server) {
    server.write(
        "/run/nginx.conf",
        NginxFile.with(
            "access_log off; server { listen 80; listen 443; listen 8080; root /run/www;"
                + " location /slow { limit_rate 1k; } }"));
    server.write("/run/www/index.html", server.name() + "\n");
    server.sh("head -c 4000000 /dev/zero >/run/www/slow");
    server.start("nginx", "-c", "/run/nginx.conf");
  }

  private static String router(String name, int vrid, String address, String lines) {
    return """
    vrrp_instance %s {
      interface enp0s3
      virtual_router_id %d
      %s
      virtual_ipaddress {
        10.1.80.%s/32
      }
    }
    """
        .formatted(name, vrid, lines, address);
  }

  private static String service(String port, String lines, String... servers) {
    return "virtual_server 10.1.80.90 %s {\nprotocol TCP\nlb_kind DR\ndelay_loop 1\ndrain 30\n%s\n%s}\n"
        .formatted(
            port, lines, String.join("", Stream.of(servers).map(s -> s.formatted(port)).toList()));
  }

  private static String real(String host, String weight, String timeout) {
    return "real_server 10.1.80.%s %%s {\nweight %s\nTCP_CHECK {\nconnect_timeout %s\n}\n}\n"
        .formatted(host, weight, timeout);
  }
}
