// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
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
@WithoutIpvs
class StallTest {
  private static final Duration STALL = Duration.ofSeconds(9);

  /** 3 x 1 s and (256-100)/256 s after the last advertisement heard, priority 100 takes over. */
  private static final Duration MASTER_DOWN = Duration.ofMillis(3609);

  /** Who wakes within an interval after that is not spared: only what it reads first saves it. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

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
    becomesMasterOnlyNow(backup, master);
  }

  @Together
  @Test
  void a_backup_that_wakes_just_after_its_timer_reads_before_it_believes_it(Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess master = Directors.keepalived(hosts.ds2(), 150);
    RunningProcess backup = RouterProcess.start(hosts.ds1(), 100);
    backup.awaitLine("to=BACKUP", SOON);
    int justAfter = 0;
    for (int stall = 0; stall < 12 && justAfter < 3; stall++) {
      VrrpAdvert last =
          wire.awaitAdvert("the master", Instant.now(), a -> a.source().equals("10.1.80.92"), SOON);
      Await.pause(Duration.ofMillis(200));
      backup.signal("STOP");
      Duration asleep = Duration.between(last.time(), Instant.now());
      Await.until(
          "its timer to have expired",
          SOON,
          () -> Instant.now().isAfter(last.time().plus(MASTER_DOWN).plusMillis(300)));
      backup.signal("CONT");
      Duration awake = Duration.between(last.time(), Instant.now());
      boolean heardLast = asleep.compareTo(INTERVAL) < 0;
      if (heardLast && awake.compareTo(MASTER_DOWN.plus(INTERVAL)) < 0) {
        justAfter++;
      }
      Await.pause(Duration.ofSeconds(2));
    }

    assertThat(justAfter).as("stalls that ended just after the timer").isPositive();
    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly("10.1.80.92");
    becomesMasterOnlyNow(backup, master);
  }

  /** The first time that it says so is after the master has gone. */
  private static void becomesMasterOnlyNow(RunningProcess backup, RunningProcess master) {
    Instant left = Instant.now();
    int unused = master.stop(SOON);
    assertThat(backup.awaitLine("to=MASTER", SOON).time()).isAfter(left);
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
    Await.until("its address", SOON, () -> hosts.ds1().hasAddress(Directors.VIP));
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
