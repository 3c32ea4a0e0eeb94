// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.jkeepalived.MailServer.ReceivedMail;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.linux.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived run the same file one after the other while real servers come and go:
 * the same mails come at the same steps.
 */
@KernelTest
class ServerMailsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SERVER = "10.1.80.93";

  /** What keepalived says of a lost quorum is the sum of a gained one, and false. */
  private static final Map<String, String> INTENDED =
      Map.of("=> Lost quorum 2+0=2 <= 1 <=", "=> Lost quorum 2-0=2 > 1 <=");

  private static final String FILE =
      """
      global_defs {
        router_id director
        notification_email {
          root@example.org
        }
        notification_email_from ka@example.org
        smtp_server 127.0.0.1 %1$d
      }
      virtual_server 10.1.80.90 80 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        delay_loop 1
        retry 0
        warmup 0
        smtp_alert
        quorum 2
        real_server %2$s 8001 {
          TCP_CHECK {
            connect_timeout 3
          }
        }
        real_server %2$s 8002 {
          smtp_alert off
          TCP_CHECK {
            connect_timeout 3
          }
        }
      }
      virtual_server 10.1.80.90 81 {
        protocol TCP
        lb_algo rr
        lb_kind NAT
        delay_loop 1
        retry 0
        warmup 0
        alpha
        real_server %2$s 8001 {
          TCP_CHECK {
            connect_timeout 3
          }
          TCP_CHECK {
            connect_port 8002
            connect_timeout 3
          }
        }
      }
      """;

  @Test
  void the_same_mails_come_of_real_servers_checks_and_quorums(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host server = network.host("rs1", SERVER + "/24");
    director.write("/run/mail.conf", FILE.formatted(MailServer.PORT, SERVER));
    List<List<ReceivedMail>> theirs = run("keepalived", director, server);
    List<List<ReceivedMail>> ours = run(Checkout.path("tools/bin/jkeepalived"), director, server);
    int compared = 0;
    int intended = 0;
    for (int i = 0; i < theirs.size(); i++) {
      List<List<String>> wanted = new ArrayList<>();
      for (ReceivedMail mail : theirs.get(i)) {
        List<String> lines = new ArrayList<>(mail.compared());
        lines.replaceAll(line -> INTENDED.getOrDefault(line, line));
        intended += lines.equals(mail.compared()) ? 0 : 1;
        wanted.add(lines);
        compared++;
      }
      assertThat(ours.get(i).stream().map(ReceivedMail::compared))
          .as("step %d", i)
          .containsExactlyElementsOf(wanted);
    }
    assertThat(intended).isEqualTo(1);
    System.out.printf(
        "mails of servers: compared %d, equal %d, intended differences %d, skipped 0%n",
        compared, compared - intended, intended);
  }

  private static List<List<ReceivedMail>> run(String program, Host director, Host server) {
    List<List<ReceivedMail>> steps = new ArrayList<>();
    ServerSocket first = listen(server, 8001);
    ServerSocket second = listen(server, 8002);
    try (MailServer mails = new MailServer(director)) {
      RunningProcess daemon =
          director.start(program, "-nlGDC", "-f", "/run/mail.conf", "-p", "/run/mail.pid");
      steps.add(mails.take(3, SOON));
      close(second);
      steps.add(mails.take(2, SOON));
      close(first);
      steps.add(mails.take(2, SOON));
      second = listen(server, 8002);
      steps.add(mails.take(1, SOON));
      first = listen(server, 8001);
      steps.add(mails.take(3, SOON));
      assertThat(daemon.stop(SOON)).isZero();
      steps.add(mails.take(0, SOON));
      assertThat(daemon.output()).doesNotContain("Cannot send");
    } finally {
      close(first);
      close(second);
    }
    assertThat(steps.stream().map(List::size))
        .as("mails of %s: %s", program, steps)
        .containsExactly(3, 2, 2, 1, 3, 0);
    return steps;
  }

  /** Connections that nobody accepts are open all the same. */
  private static ServerSocket listen(Host host, int port) {
    return new NetworkNamespace(host.networkNamespace())
        .call(() -> new ServerSocket(port, 1000, InetAddress.getByName(SERVER)));
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot close " + socket, e);
    }
  }
}
