// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * keepalived's exporters for Prometheus go on working: they ask by signals and read at once, while
 * others do the same.
 */
@KernelTest
@WithoutIpvs
class ExporterContractTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OURS = Checkout.path("tools/bin/jkeepalived");
  private static final String FILE = "/run/exported.conf";
  private static final Pattern DATA_INSTANCE = Pattern.compile("(?m)^ VRRP Instance = (.+)$");
  private static final Pattern STATS_INSTANCE = Pattern.compile("(?m)^VRRP Instance: (.+)$");
  private static final Pattern ADDRESS =
      Pattern.compile("(?m)^     (\\S+) \\S+ (\\S+) scope \\S+.*$");

  private static final String TEXT =
      """
      vrrp_script chk {
        script /usr/bin/true
        interval 1
        weight 2
      }
      vrrp_instance VI_1 {
        interface enp0s3
        virtual_router_id 51
        priority 200
        advert_int 1
        garp_master_delay 5.5
        virtual_ipaddress {
          10.1.80.90/24
        }
        virtual_ipaddress_excluded {
          10.1.80.89
        }
        track_script {
          chk
        }
      }
      vrrp_instance VI_2 {
        interface enp0s3
        virtual_router_id 52
        priority 100
        advert_int 1
        virtual_ipaddress {
          10.1.80.88/24
        }
      }
      """;

  @Test
  void it_answers_for_keepalived_on_the_command_line(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");

    CommandResult version = host.exec("bash", "-c", OURS + " -v");
    assertThat(version.err().lines().findFirst().orElse("").split(" ", -1)[1])
        .matches("v2\\.\\d+\\.\\d+");
    assertThat(host.exec(OURS, "--version").err()).contains("--enable-json");
    for (String signal : List.of("STOP", "RELOAD", "DATA", "STATS", "STATS_CLEAR", "JSON")) {
      String number = host.exec("keepalived", "--signum=" + signal).out();
      assertThat(number).as(signal).matches("[1-9]\\d*\n");
      assertThat(host.exec(OURS, "--signum=" + signal).out()).as(signal).isEqualTo(number);
    }
    CommandResult unknown = host.attempt(ExitStatuses.of(1), OURS, "--signum=X");
    CommandResult theirs = host.attempt(ExitStatuses.of(1), "keepalived", "--signum=X");
    assertThat(unknown.err()).isEqualTo(theirs.err()).isEqualTo("Unknown sigfunc X\n");
    assertThat(unknown.status()).isEqualTo(theirs.status());
    assertThat(testOfItsOwnFile(host, OURS)).isEqualTo(testOfItsOwnFile(host, "keepalived"));
    System.out.println(
        "numbers of signals: compared 9, equal 9, intended differences 0, skipped 0");
  }

  /** Without -f it reads a file of /etc, and names it with what is wrong there. */
  private static int testOfItsOwnFile(Host host, String program) {
    host.sh("mkdir -p /run/etc; echo nonsense >/run/etc/keepalived.conf");
    CommandResult test =
        host.attempt(
            ExitStatuses.of(5),
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount --bind /run/etc /etc/keepalived && exec " + program + " -t");
    assertThat(test.out() + test.err()).contains("/etc/keepalived/keepalived.conf", "nonsense");
    return test.status();
  }

  @Test
  void a_scrape_finds_whole_files_whatever_else_is_asked_for(Network network) throws Exception {
    Duration budget = Duration.ofSeconds(Long.getLong("jlvs.exporter.seconds", 60));
    Host host = network.host("ds1", "10.1.80.91/24");
    host.write(FILE, TEXT);
    RunningProcess daemon = host.start(OURS, "-nlGP", "-f", FILE);
    daemon.awaitLine("(VI_2) Entering MASTER STATE", SOON);
    String pid = host.read("/run/keepalived.pid").strip();
    assertThat(pid).isEqualTo(String.valueOf(daemon.pid()));
    int unused = new Scrape(host, pid).all();
    String before = held(host, pid);
    RunningProcess flood =
        host.start(
            "sh",
            "-c",
            "while :; do for s in 10 12 36 63; do kill -$s %s || exit; done; sleep 0.02; done"
                .formatted(pid));

    Scrape scrape = new Scrape(host, pid);
    Instant end = Instant.now().plus(budget);
    int scrapes = 0;
    while (Instant.now().isBefore(end)) {
      scrapes += scrape.all();
    }

    assertThat(flood.running()).isTrue();
    flood.close();
    System.out.printf(
        "exporters' scrapes: %d, files read %d, broken %d%n", scrapes, scrape.read, scrape.broken);
    assertThat(scrape.broken).as("files that were read and not whole").isZero();
    assertThat(scrapes).isGreaterThan(20);
    assertThat(daemon.running()).isTrue();
    Await.value("descriptors and threads", SOON, () -> held(host, pid), before::equals);
    assertThat(host.sh("ls -A /tmp | grep keepalived").lines())
        .containsExactlyInAnyOrder(
            "keepalived.data", "keepalived.json", "keepalived.stats", "keepalived_parent.data");
    assertThat(daemon.output()).doesNotContain("Cannot write").doesNotContain("not written");
    assertThat(daemon.stop(SOON)).isZero();
  }

  /** How many descriptors, and which threads; the JVM's own compilers come and go. */
  private static String held(Host host, String pid) {
    return host.sh(
        "ls /proc/%1$s/fd | wc -l; cat /proc/%1$s/task/*/comm | grep jkeepalived | sort"
            .formatted(pid));
  }

  /** What an exporter does, in both of its modes. */
  private static final class Scrape {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final String pid;
    private int read;
    private int broken;

    Scrape(Host host, String pid) {
      this.host = host;
      this.pid = pid;
    }

    int all() throws IOException {
      assertThat(retried("10", "/tmp/keepalived.data", Scrape::isData)).isTrue();
      assertThat(retried("12", "/tmp/keepalived.stats", Scrape::isStatistics)).isTrue();
      assertThat(retried("36", "/tmp/keepalived.json", Scrape::isJson)).isTrue();
      return 1;
    }

    /** A look at a file. */
    private interface Parser {
      boolean parses(String text) throws IOException;
    }

    /** Asks, reads at once, and asks again after 10 ms, 20 ms and so on, for two seconds. */
    private boolean retried(String signal, String file, Parser parser) throws IOException {
      // Every other time there is nothing that an earlier signal left.
      String fresh = read % 2 == 0 ? "" : "rm -f %s; ".formatted(file);
      Duration pause = Duration.ofMillis(10);
      Instant end = Instant.now().plus(PATIENCE);
      while (true) {
        CommandResult result =
            host.attempt(
                ExitStatuses.of(0, 1),
                "sh",
                "-c",
                fresh + "kill -%s %s; cat %s".formatted(signal, pid, file));
        fresh = "";
        if (result.ok()) {
          read++;
          if (parser.parses(result.out())) {
            return true;
          }
          broken++;
        }
        if (Instant.now().isAfter(end)) {
          return false;
        }
        Await.pause(pause);
        pause = pause.multipliedBy(2);
      }
    }

    private static List<String> named(Pattern pattern, String text) {
      return pattern.matcher(text).results().map(each -> each.group(1)).toList();
    }

    private static boolean isData(String text) {
      Matcher address = ADDRESS.matcher(text);
      return named(DATA_INSTANCE, text).equals(List.of("VI_1", "VI_2"))
          && address.find()
          && address.group(1).equals("10.1.80.90/24")
          && address.group(2).equals("enp0s3")
          && text.contains("\n   State = MASTER\n")
          && text.contains("\n   Wantstate = MASTER\n")
          && text.contains("\n   Interface = enp0s3\n")
          && text.contains("\n   Gratuitous ARP delay = 5\n")
          && text.contains("\n   Virtual Router ID = 52\n")
          && text.contains("\n   Virtual IP (1):\n     10.1.80.88/24 dev enp0s3 ")
          && text.contains("\n   Virtual IP Excluded :\n     10.1.80.89 dev enp0s3 ")
          && Pattern.compile(
                  "\n VRRP Script = chk\n(.*\n)*   Status = GOOD\n(.*\n)*   State = (idle|running)\n$")
              .matcher(text)
              .find();
    }

    private static boolean isStatistics(String text) {
      return named(STATS_INSTANCE, text).equals(List.of("VI_1", "VI_2"))
          && Pattern.compile("  Priority Zero:\n    Received: \\d+\n    Sent: \\d+\n$")
              .matcher(text)
              .find();
    }

    private static boolean isJson(String text) throws IOException {
      if (!text.endsWith("]\n")) {
        return false;
      }
      JsonNode array = new ObjectMapper().readTree(text);
      JsonNode first = array.get(0).get("data");
      return array.size() == 2
          && first.get("iname").asText().equals("VI_1")
          && first.get("garp_delay").isInt()
          && first.get("vips").get(0).asText().split(" ", -1)[2].equals("enp0s3")
          && first.get("evips").size() == 1
          && array.get(1).get("stats").size() == 14;
    }
  }
}
