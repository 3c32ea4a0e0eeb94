// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever in it dies, the daemon says priority 0, takes its addresses and its own virtual servers
 * down and ends with a status that is not zero, so that somebody starts it again.
 */
@KernelTest
class ThreadDeathTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String STOP_TOLD = "/run/stop-told";
  private static final String FOREIGN = "TCP 10.1.80.89:25";

  private static final String MAILS =
      """
      global_defs {
        smtp_server 127.0.0.1 25
        notification_email { oncall@example.com }
        smtp_alert_vrrp
        script_user root
      }
      """;

  @Test
  void each_thread_takes_all_down_in_order(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    Host ds1 = guide.ds1();
    ds1.sh("ipvsadm -A -t 10.1.80.89:25 -s rr");
    for (String thread :
        List.of(
            "jkeepalived-vrrp",
            "jkeepalived-checkers",
            "jkeepalived-ipvs",
            "jkeepalived-scripts",
            "jkeepalived-log",
            "jkeepalived-mail",
            "jkeepalived-pulse",
            "main")) {
      endsInOrder(network, ds1, "kill " + thread);
    }
  }

  @Test
  void so_does_a_heap_that_is_full(Network network) {
    GuideNetwork guide = GuideNetwork.in(network);
    Host ds1 = guide.ds1();
    ds1.sh("ipvsadm -A -t 10.1.80.89:25 -s rr");
    endsInOrder(network, ds1, "fill");
  }

  private static void endsInOrder(Network network, Host ds1, String order) {
    Capture wire = network.capture("vrrp");
    RunningProcess daemon = start(ds1);
    Await.until("the address", SOON, () -> ds1.hasAddress(GuideNetwork.VIP));
    Await.until("the service", SOON, () -> ds1.ipvsTable().size() == 2);
    daemon.awaitLine("Cannot send mail to", SOON);
    Instant ordered = Instant.now();

    Sabotage.order(ds1, order);
    if (order.endsWith(" main")) {
      // It sleeps until there is a signal.
      Await.pause(Duration.ofMillis(300));
      daemon.signal("HUP");
    }

    int status = daemon.awaitExit(SOON);
    System.out.printf(
        "%s: ended after %d ms%n", order, Duration.between(ordered, Instant.now()).toMillis());
    assertThat(status).as(order).isEqualTo(70);
    wire.awaitAdvert("the good-bye", ordered, advert -> advert.priority() == 0, SOON);
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).as(order).isFalse();
    assertThat(ds1.ipvsTable()).as(order).extracting(VirtualServer::name).containsExactly(FOREIGN);
    assertThat(ds1.attempt(ExitStatuses.of(0, 1), "test", "-e", GuideDaemon.PID_FILE).ok())
        .isFalse();
    // A line of the log needs its thread, and memory.
    if (!order.endsWith("-log") && !order.equals("fill")) {
      daemon.awaitLine("Fault of the program", SOON);
    }
    // The thread that runs scripts, and memory for one, are not always left.
    if (!order.endsWith("-scripts") && !order.equals("fill")) {
      Await.until(
          order + ": the script of the stop",
          SOON,
          () -> ds1.attempt(ExitStatuses.of(0, 1), "test", "-e", STOP_TOLD).ok());
    }
    wire.close();
  }

  private static RunningProcess start(Host ds1) {
    String file = GuideNetwork.configuration(ds1);
    ds1.exec("rm", "-f", STOP_TOLD);
    ds1.write(
        file,
        MAILS
            + ds1.read(file)
                .replaceFirst(
                    "(vrrp_instance VI_1 \\{)",
                    "$1\n  notify_stop \"/usr/bin/touch " + STOP_TOLD + "\""));
    return GuideDaemon.start(ds1, file, Sabotage.environment());
  }
}
