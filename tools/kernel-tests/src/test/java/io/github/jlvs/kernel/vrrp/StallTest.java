// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A director that was stopped (a long garbage collection, SIGSTOP, a paused machine) hears what was
 * said meanwhile before it does anything.
 */
@KernelTest
class StallTest {
  private static final Duration STALL = Duration.ofSeconds(9);

  @Together
  @Test
  void a_backup_that_slept_says_nothing_while_the_master_speaks(Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess master = Directors.keepalived(hosts.ds2(), 150);
    RunningProcess backup = RouterProcess.start(hosts.ds1(), 100);
    backup.awaitLine("to=BACKUP", SOON);
    wire.awaitAdvert("the master", Instant.EPOCH, a -> a.source().equals("10.1.80.92"), SOON);

    for (int stall = 0; stall < 2; stall++) {
      backup.signal("STOP");
      Await.pause(STALL);
      backup.signal("CONT");
      Await.pause(Duration.ofSeconds(2));
    }

    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly("10.1.80.92");
    assertThat(backup.output()).doesNotContain("to=MASTER");
    int unused = master.stop(SOON);
    backup.awaitLine("to=MASTER", SOON);
  }

  @Together
  @Test
  void a_backup_that_slept_through_the_masters_death_listens_once_more_and_takes_over(
      Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess master = Directors.keepalived(hosts.ds2(), 150);
    RunningProcess backup = RouterProcess.start(hosts.ds1(), 100);
    backup.awaitLine("to=BACKUP", SOON);
    wire.awaitAdvert("the master", Instant.EPOCH, a -> a.source().equals("10.1.80.92"), SOON);

    backup.signal("STOP");
    master.crash();
    Await.pause(STALL);
    Instant awake = Instant.now();
    backup.signal("CONT");

    wire.awaitAdvert("the survivor", awake, a -> a.source().equals("10.1.80.91"), SOON);
    backup.awaitLine("to=MASTER", SOON);
  }

  @Together
  @Test
  void a_superseded_master_steps_down_before_it_says_anything(Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess slow = RouterProcess.start(hosts.ds1(), 100);
    slow.awaitLine("to=MASTER", SOON);

    slow.signal("STOP");
    RunningProcess better = Directors.keepalived(hosts.ds2(), 150);
    wire.awaitAdvert("the better", Instant.EPOCH, a -> a.source().equals("10.1.80.92"), SOON);
    Await.pause(STALL);
    Instant awake = Instant.now();
    slow.signal("CONT");

    slow.awaitLine("reason=HIGHER_PRIORITY", SOON);
    Await.pause(Duration.ofSeconds(2));
    assertThat(wire.adverts())
        .filteredOn(a -> a.time().isAfter(awake))
        .extracting(VrrpAdvert::source)
        .containsOnly("10.1.80.92");
    assertThat(hosts.ds1().hasAddress(Directors.VIP)).isFalse();
    int unused = better.stop(SOON);
  }
}
