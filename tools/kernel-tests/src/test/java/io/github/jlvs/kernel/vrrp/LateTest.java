// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A daemon that was stopped says how late it is and why, and the addresses end where they belong.
 * Both programs read the same file; docs/vrrp.md says where they differ.
 */
@KernelTest
@WithoutIpvs
class LateTest {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Longer than the other waits for: 3 x 1 s and (256 - 100) / 256 s. */
  private static final Duration LONG = Duration.ofSeconds(6);

  /** Later than an interval whenever it begins; and much shorter than the patient one waits. */
  private static final Duration SHORT = Duration.ofMillis(2_200);

  /** Under load a process is stopped for longer than was meant: the other waits all the same. */
  private static final String PATIENT = "down_timer_adverts 20";

  /** As long as a state has to last to count as the end. */
  private static final Duration SETTLED = Duration.ofSeconds(4);

  private static final Pattern LATE =
      Pattern.compile("\\(VI_1\\) (advertisement|master down timer) (\\d+) ms late: (.*)");

  private static final String STOPPED = "the process was stopped (SIGSTOP, or a paused machine)";

  @Together
  @ParameterizedTest
  @EnumSource
  void the_better_master_that_slept_through_a_take_over_has_the_address_again(
      Daemon daemon, Network network) {
    Pair pair = Pair.of(daemon, network, "");
    Instant stopping = Instant.now();
    pair.stopFor(LONG);
    pair.other.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Instant woken = Instant.now();
    awaitAddress(pair.ds2, false);
    awaitAddress(pair.ds1, true);
    Await.pause(SETTLED);

    assertThat(announcers(pair.wire, stopping, woken)).contains(pair.ds2.mac());
    List<String> announcers = announcers(pair.wire, stopping, Instant.MAX);
    compared(
        "late master",
        daemon,
        Map.of(
            "has its address", pair.ds1.hasAddress(VIP),
            "the other has not", !pair.ds2.hasAddress(VIP),
            "is announced last", last(announcers).equals(pair.ds1.mac()),
            "says that it was late", saysThatItWasLate(pair.slept),
            "says which timer and why", tellsWhy(pair.slept)),
        Set.of("says which timer and why"));
    if (daemon == Daemon.JKEEPALIVED) {
      assertLate(pair.slept, "advertisement", LONG.minus(INTERVAL), stopping);
    }
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void a_master_that_slept_for_less_stays_master(Daemon daemon, Network network) {
    Pair pair = Pair.of(daemon, network, "", PATIENT);
    Instant stopping = Instant.now();
    pair.stopFor(SHORT);
    Await.pause(SETTLED);

    if (daemon == Daemon.JKEEPALIVED) {
      pair.slept.awaitLine("announcing the addresses again", SOON);
    }
    List<String> announcers = announcers(pair.wire, stopping, Instant.MAX);
    assertThat(announcers).doesNotContain(pair.ds2.mac());
    compared(
        "short sleep",
        daemon,
        Map.of(
            "has its address", pair.ds1.hasAddress(VIP),
            "the other has not", !pair.ds2.hasAddress(VIP),
            "the other stays backup", !pair.other.output().contains("Entering MASTER STATE"),
            "announces again", announcers.contains(pair.ds1.mac()),
            "says that it was late", saysThatItWasLate(pair.slept),
            "says which timer and why", tellsWhy(pair.slept)),
        Set.of("announces again", "says which timer and why"));
    if (daemon == Daemon.JKEEPALIVED) {
      assertLate(pair.slept, "advertisement", SHORT.minus(INTERVAL), stopping);
    }
  }

  @Together
  @Test
  void a_backup_that_slept_says_so_and_stays_backup(Network network) {
    Pair pair = Pair.of(Daemon.KEEPALIVED, network, "");
    List<Long> pids = pair.other.pids();
    Instant stopping = Instant.now();
    signal(pair.ds2, "STOP", pids);
    Await.pause(LONG);
    signal(pair.ds2, "CONT", pids);

    pair.other.awaitLine("master down timer", SOON);
    assertLate(pair.other, "master down timer", INTERVAL, stopping);
    assertThat(pair.other.output()).doesNotContain("Entering MASTER STATE");
  }

  /** keepalived 2.2.7 does not know the keyword: what it does without is the other test's. */
  @Together
  @Test
  void with_timer_expired_backup_the_woken_master_follows_the_one_in_its_place(Network network) {
    Pair pair = Pair.of(Daemon.JKEEPALIVED, network, "nopreempt\n timer_expired_backup 100");
    Instant stopping = Instant.now();
    pair.stopFor(LONG);
    awaitAddress(pair.ds1, false);
    Await.pause(SETTLED);

    assertThat(pair.ds1.hasAddress(VIP)).isFalse();
    assertThat(pair.ds2.hasAddress(VIP)).isTrue();
    assertThat(pair.other.output()).doesNotContain("Received advert", "received advert");
    assertThat(announcers(pair.wire, stopping, Instant.MAX))
        .isNotEmpty()
        .containsOnly(pair.ds2.mac());
    assertLate(pair.slept, "advertisement", LONG.minus(INTERVAL), stopping);
  }

  /** Both take their place back: {@code nopreempt} is for who is backup. */
  @Together
  @ParameterizedTest
  @EnumSource
  void without_it_the_woken_master_has_the_other_yield(Daemon daemon, Network network) {
    Pair pair = Pair.of(daemon, network, "nopreempt");
    pair.stopFor(LONG);
    pair.other.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    awaitAddress(pair.ds2, false);
    Await.pause(SETTLED);

    compared(
        "nopreempt",
        daemon,
        Map.of(
            "has its address", pair.ds1.hasAddress(VIP),
            "the other has not", !pair.ds2.hasAddress(VIP)),
        Set.of());
  }

  /** The master that is stopped, of priority 150, and the other program with 100. */
  private record Pair(
      Host ds1, Host ds2, Capture wire, RunningProcess slept, RunningProcess other) {
    static Pair of(Daemon daemon, Network network, String more) {
      return of(daemon, network, more, "");
    }

    static Pair of(Daemon daemon, Network network, String more, String ofOther) {
      Host ds1 = network.host("ds1", "10.1.80.91/24");
      Host ds2 = network.host("ds2", "10.1.80.92/24");
      Capture wire = network.capture("vrrp or arp");
      RunningProcess slept =
          daemon.start(ds1, Daemon.instance(150, VIP, more + "\n garp_master_delay 1"));
      awaitAddress(ds1, true);
      RunningProcess other = daemon.other().start(ds2, Daemon.instance(100, VIP, ofOther));
      other.awaitLine("Entering BACKUP STATE", SOON);
      Await.pause(SETTLED);
      return new Pair(ds1, ds2, wire, slept, other);
    }

    void stopFor(Duration time) {
      List<Long> pids = slept.pids();
      signal(ds1, "STOP", pids);
      Await.pause(time);
      signal(ds1, "CONT", pids);
    }
  }

  /** Later than it was stopped for, but for the time until the deadline, and not since before. */
  private static void assertLate(
      RunningProcess daemon, String timer, Duration least, Instant stopping) {
    daemon.awaitLine(" ms late: ", SOON);
    List<Matcher> said =
        daemon.lines().stream()
            .filter(line -> line.time().isAfter(stopping))
            .map(line -> LATE.matcher(line.text()))
            .filter(Matcher::find)
            .toList();
    assertThat(said).as("lines of one lateness").hasSize(1);
    assertThat(said.get(0).group(1)).isEqualTo(timer);
    assertThat(Duration.ofMillis(Long.parseLong(said.get(0).group(2))))
        .isBetween(least, Duration.between(stopping, Instant.now()));
    assertThat(said.get(0).group(3)).isEqualTo(STOPPED);
  }

  /**
   * All of it holds of both programs, but for what ours alone does.
   *
   * @param intended what keepalived does not do
   */
  private static void compared(
      String story, Daemon daemon, Map<String, Boolean> holds, Set<String> intended) {
    Set<String> different = new TreeSet<>(holds.keySet());
    different.removeIf(each -> holds.get(each));
    assertThat(different)
        .as("what does not hold of %s", daemon)
        .isEqualTo(daemon == Daemon.KEEPALIVED ? intended : Set.of());
    System.out.printf(
        "%s, %s: compared %d, equal %d, intended differences %d, skipped 0%n",
        story, daemon, holds.size(), holds.size() - different.size(), different.size());
  }

  private static String last(List<String> announcers) {
    return announcers.get(announcers.size() - 1);
  }

  /** In either's words. */
  private static boolean saysThatItWasLate(RunningProcess daemon) {
    return daemon.output().contains("timer expired") || LATE.matcher(daemon.output()).find();
  }

  private static boolean tellsWhy(RunningProcess daemon) {
    return LATE.matcher(daemon.output()).find();
  }

  private static List<String> announcers(Capture wire, Instant from, Instant to) {
    return wire.gratuitousArps().stream()
        .filter(arp -> arp.senderAddress().equals(VIP))
        .filter(arp -> arp.time().isAfter(from) && arp.time().isBefore(to))
        .map(ArpFrame::senderMac)
        .toList();
  }

  private static void awaitAddress(Host host, boolean there) {
    Await.until(
        VIP + (there ? " on " : " not on ") + host.name(),
        SOON,
        () -> host.hasAddress(VIP) == there);
  }

  private static void signal(Host host, String signal, List<Long> pids) {
    for (long pid : pids) {
      host.sh("kill -" + signal + " " + pid);
    }
  }
}
