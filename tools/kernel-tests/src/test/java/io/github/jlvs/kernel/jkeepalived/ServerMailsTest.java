// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.jkeepalived.MailComparison.Step;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived run the same file beside each other while real servers come and go:
 * the same mails come at the same steps, and the same lines out of a FIFO that is not told of
 * servers at the start. What differs is in docs/notifications.md.
 */
@KernelTest
class ServerMailsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVER = "10.1.80.93";

  /** keepalived gives the sum of a quorum that is there for one that is not. */
  private static final Map<String, String> INTENDED =
      Map.of(
          "=> Lost quorum 2+0=2 <= 1 <=", "=> Lost quorum 2-0=2 > 1 <=",
          "=> Lost quorum 1+0=1 <= 0 <=", "=> Lost quorum 1-0=1 > 0 <=",
          "=> Starting with quorum down 1+0=1 <= 0 <=",
              "=> Starting with quorum down 1+0=1 > 0 <=");

  /** Real servers are told of unless they say otherwise, quorums where they say so. */
  private static final String EACH_FOR_ITSELF =
      global("")
          + service(80, "quorum 2\nsmtp_alert", server(8001, ""), server(8002, "smtp_alert off"))
          + "virtual_server_group G {\n10.1.80.90 81\n10.1.80.96-97 81\n}\n"
          + service("group G", "alpha", server(8001, check("connect_port 8002")))
          + omega("smtp_alert", server(8001, ""));

  /** Quorums are told of unless they say otherwise, and real servers, but not each check. */
  private static final String ALL_BUT_CHECKS =
      global("smtp_alert_checker\nno_checker_emails")
          + service(80, "quorum 2\nsmtp_alert off", server(8001, ""), server(8002, ""))
          + service(81, "alpha", server(8001, check("connect_port 8002")))
          + omega("", server(8001, "smtp_alert off"));

  /** With each file; none tells that a server is up which a start takes for up. */
  private static final int LINES = 22;

  private final MailComparison comparison = new MailComparison(INTENDED);

  /** A director that watches the servers, and the mails that it sends. */
  private static final class Director implements AutoCloseable {
    private final MailServer mails;
    private final RunningProcess daemon;
    private final RunningProcess fifo;

    Director(Host host, String program, String file) {
      host.write("/run/mail.conf", file);
      mails = new MailServer(host);
      daemon = host.start(program, "-nlGDC", "-f", "/run/mail.conf", "-p", "/run/mail.pid");
      OutputLine unused = daemon.awaitLine("Startup complete", SOON);
      fifo = host.start("cat", "/run/servers");
    }

    /** So many mails, and none more, or the next step would have them. */
    Step step(String what, int count) {
      Step step = new Step(what, mails.take(count, SOON));
      assertThat(step.mails()).as("%s, %s", what, daemon).hasSize(count);
      return step;
    }

    /** The FIFO has ended. */
    void stop() {
      assertThat(daemon.stop(SOON)).isZero();
      assertThat(fifo.awaitExit(SOON)).isZero();
      assertThat(daemon.output())
          .contains("Shutting down service [10.1.80.93]:tcp:8001 from VS [10.1.80.90]:tcp:82")
          .doesNotContain("Cannot send");
    }

    /** Those of different virtual servers come in any order. */
    List<String> lines() {
      return fifo.output().lines().sorted().toList();
    }

    @Override
    public void close() {
      mails.close();
    }
  }

  @Test
  void the_same_mails_come_where_each_server_says_what_it_wants(Network network) {
    sameAtEachStep(network, EACH_FOR_ITSELF, List.of(6, 2, 4, 1, 5));
    comparison.report("servers that say so each for itself");
  }

  @Test
  void the_same_mails_come_of_all_but_checks(Network network) {
    sameAtEachStep(network, ALL_BUT_CHECKS, List.of(4, 3, 2, 1, 4));
    comparison.report("all servers, but not of their checks");
  }

  private void sameAtEachStep(Network network, String file, List<Integer> counts) {
    Host server = network.host("rs1", SERVER + "/24");
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    try (ServerPorts ports = new ServerPorts(server, 8001, 8002);
        Director theirs = new Director(ds1, "keepalived", file);
        Director ours = new Director(ds2, Checkout.path("tools/bin/jkeepalived"), file)) {
      same("start", theirs, ours, counts.get(0));
      ports.close(8002);
      same("the second dies", theirs, ours, counts.get(1));
      ports.close(8001);
      same("the first dies", theirs, ours, counts.get(2));
      ports.open(8002);
      same("the second is back", theirs, ours, counts.get(3));
      ports.open(8001);
      same("the first is back", theirs, ours, counts.get(4));
      theirs.stop();
      ours.stop();
      same("stop, with omega", theirs, ours, 0);
      assertThat(theirs.lines()).hasSize(LINES);
      assertThat(ours.lines()).isEqualTo(theirs.lines());
    }
    System.out.printf(
        "lines of a FIFO beside mails: compared %1$d, equal %1$d, intended differences 0, skipped 0%n",
        LINES);
    assertThat(comparison.different()).as("mails of a quorum that is not there").isEqualTo(3);
  }

  private void same(String what, Director theirs, Director ours, int count) {
    comparison.compare(theirs.step(what, count), ours.step(what, count));
  }

  private static String global(String lines) {
    return """
        global_defs {
          router_id director
          notification_email {
            root@example.org
          }
          notification_email_from ka@example.org
          smtp_helo_name ds1.example.org
          smtp_server 127.0.0.1 %d
          lvs_notify_fifo /run/servers
          %s
        }
        """
        .formatted(MailServer.PORT, lines);
  }

  private static String omega(String lines, String server) {
    return service(82, "alpha\nomega\nsorry_server 10.1.80.99 80\n" + lines, server);
  }

  private static String service(int port, String lines, String... servers) {
    return service("10.1.80.90 " + port, lines, servers);
  }

  private static String service(String of, String lines, String... servers) {
    return """
        virtual_server %s {
          protocol TCP
          lb_algo rr
          lb_kind NAT
          delay_loop 1
          warmup 0
          %s
          %s
        }
        """
        .formatted(of, lines, String.join("\n", servers));
  }

  private static String server(int port, String lines) {
    return "real_server %s %d {\n%s%s\n}".formatted(SERVER, port, check(""), lines);
  }

  private static String check(String lines) {
    return "TCP_CHECK {\nconnect_timeout 3\n%s\n}\n".formatted(lines);
  }
}
