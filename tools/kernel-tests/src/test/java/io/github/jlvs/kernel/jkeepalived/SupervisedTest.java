// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideDaemon;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.JavaProgram;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a service manager hears of the daemon's life. keepalived speaks to none but a systemd that
 * is its parent process, so here it has nothing to be compared with.
 */
@KernelTest
class SupervisedTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SOCKET = "/run/notify";

  @Test
  void how_it_stands_is_told_and_its_watchdog_is_fed(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Host ds1 = guide.ds1();
    String file = GuideNetwork.configuration(ds1);
    RunningProcess manager = listening(ds1);
    RunningProcess daemon =
        GuideDaemon.start(ds1, file, "NOTIFY_SOCKET=" + SOCKET, "WATCHDOG_USEC=4000000");

    manager.awaitLine("READY=1", SOON);
    assertThat(daemon.output()).as("before it is ready").contains("Startup complete");
    manager.awaitLine("STATUS=MASTER of VI_1; 2 of 2 real servers up", SOON);
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isTrue();
    Await.until("a watchdog that is fed", SOON, () -> fed(manager) >= 3);

    ds1.write(file, ds1.read(file).replaceFirst("weight 100", "weight 40"));
    daemon.signal("HUP");
    manager.awaitLine("RELOADING=1 MONOTONIC_USEC=", SOON);
    int reload = last(manager, "RELOADING=1");
    manager.awaitLine("the end of the reload", reload, "READY=1"::equals, SOON);

    ds1.write(file, ds1.read(file).replaceFirst("virtual_router_id 51", "virtual_router_id 5x"));
    daemon.signal("HUP");
    manager.awaitLine("the last reload was refused", SOON);
    int refused = last(manager, "RELOADING=1");
    assertThat(refused).isGreaterThan(reload);
    manager.awaitLine("the end of that one too", refused, "READY=1"::equals, SOON);

    guide.rs1().sh("ip link set enp0s3 down");
    manager.awaitLine("1 of 2 real servers up", SOON);
    long before = fed(manager);
    Await.until("the watchdog is fed on", SOON, () -> fed(manager) >= before + 3);
    assertThat(daemon.stop(SOON)).isZero();
    manager.awaitLine("STOPPING=1", SOON);
    assertThat(texts(manager).stream().filter("READY=1"::equals)).hasSize(3);
  }

  @Test
  void a_loop_that_hangs_ends_it_in_order_and_the_watchdog_is_fed_no_more(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Host ds1 = guide.ds1();
    Capture wire = network.capture("vrrp");
    RunningProcess manager = listening(ds1);
    RunningProcess daemon =
        GuideDaemon.start(
            ds1,
            GuideNetwork.configuration(ds1),
            "NOTIFY_SOCKET=" + SOCKET,
            "WATCHDOG_USEC=4000000",
            Sabotage.environment());
    manager.awaitLine("STATUS=MASTER of VI_1; 2 of 2 real servers up", SOON);
    Instant hangs = Instant.now();

    Sabotage.order(ds1, "hang jkeepalived-vrrp");

    assertThat(daemon.awaitExit(SOON)).isEqualTo(70);
    assertThat(daemon.output())
        .contains("jkeepalived-vrrp does not answer any more")
        .contains("done in their place");
    assertThat(ds1.hasAddress(GuideNetwork.VIP)).isFalse();
    assertThat(ds1.ipvsTable()).isEmpty();
    wire.awaitAdvert("the good-bye", hangs, advert -> advert.priority() == 0, SOON);
  }

  private static RunningProcess listening(Host host) {
    RunningProcess manager = JavaProgram.start(host, NotifyListener.class, SOCKET);
    manager.awaitLine(NotifyListener.READY, SOON);
    return manager;
  }

  private static List<String> texts(RunningProcess manager) {
    return manager.lines().stream().map(OutputLine::text).toList();
  }

  private static long fed(RunningProcess manager) {
    return texts(manager).stream().filter("WATCHDOG=1"::equals).count();
  }

  private static int last(RunningProcess manager, String words) {
    List<String> lines = texts(manager);
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains(words)) {
        return i;
      }
    }
    return -1;
  }
}
