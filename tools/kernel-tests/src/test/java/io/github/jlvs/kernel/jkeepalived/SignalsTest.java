// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No signal leaves anything behind: the daemon runs on, or it stops in order. */
@KernelTest
class SignalsTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String OURS = "tools/bin/jkeepalived";
  private static final String KEEPALIVED = "keepalived";
  private static final String VIP = "10.1.80.90";
  private static final String FILE = "/run/keepalived.conf";
  private static final String PID_FILE = "/run/the.pid";

  /**
   * All that neither end a program whatever it does (KILL, STOP), nor tell of its own faults (ILL,
   * BUS, FPE, SEGV), nor are the C library's (32, 33), nor stop the daemon (INT, TERM).
   */
  private static final List<Integer> HARMLESS =
      IntStream.rangeClosed(1, 64)
          .filter(each -> !List.of(9, 19, 4, 7, 8, 11, 32, 33, 2, 15).contains(each))
          .boxed()
          .toList();

  @ParameterizedTest
  @ValueSource(strings = {OURS, KEEPALIVED})
  void a_master_runs_on_whatever_comes_and_int_stops_it_in_order(String program, Network network) {
    Host ds1 = director(network);
    Capture wire = network.capture("vrrp");
    RunningProcess daemon = start(ds1, program);
    Await.until("the address", SOON, () -> ds1.hasAddress(VIP));

    for (int signal : HARMLESS) {
      daemon.signal(String.valueOf(signal));
      Await.pause(Duration.ofMillis(20));
    }

    Instant later = Instant.now();
    wire.awaitAdvert("an advertisement", later, a -> a.priority() == 255, SOON);
    assertThat(daemon.running()).isTrue();
    assertThat(ds1.hasAddress(VIP)).isTrue();
    assertThat(ds1.ipvsTable()).hasSize(1);
    daemon.signal("INT");
    assertThat(daemon.awaitExit(SOON)).isZero();
    wire.awaitAdvert("the good-bye", later, a -> a.priority() == 0, SOON);
    assertNothingLeft(ds1, daemon);
  }

  @Test
  void thousands_at_once_hide_neither_a_reload_nor_the_end(Network network) {
    Host ds1 = director(network);
    Capture wire = network.capture("vrrp");
    RunningProcess daemon = start(ds1, OURS);
    Await.until("the address", SOON, () -> ds1.hasAddress(VIP));

    int before = daemon.lines().size();
    RunningProcess flood = ds1.start("sh", "-c", endless(daemon.pid(), "1 3 5 10 12 13 36 63 64"));
    daemon.awaitLine("a reload", before, line -> line.contains("Reload complete"), SOON);
    Instant during = Instant.now();
    wire.awaitAdvert("an advertisement", during, a -> a.priority() == 255, SOON);
    assertThat(flood.running()).isTrue();
    assertThat(daemon.stop(SOON)).isZero();
    assertNothingLeft(ds1, daemon);
    // The kernel hands out the lowest number first: while HUPs keep coming, others may still wait.
    for (String atMostOnce : List.of("QUIT has no", "USR1 has no", "USR2 has no", "36 has no")) {
      assertThat(daemon.lines())
          .filteredOn(line -> line.text().contains(atMostOnce))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Start, run, reload and stop are all hit; the seed is told, and can be given again. */
  @Test
  void at_any_moment_nothing_is_left_behind(Network network) {
    long seed = Long.getLong("jlvs.signals.seed", System.nanoTime());
    Duration budget = Duration.ofSeconds(Long.getLong("jlvs.signals.seconds", 20));
    System.out.println("signals at any moment: -Djlvs.signals.seed=" + seed);
    Random random = new Random(seed);
    Host ds1 = director(network);
    Instant end = Instant.now().plus(budget);
    int ended = 0;
    for (int round = 0; round < 3 || Instant.now().isBefore(end); round++) {
      RunningProcess daemon = start(ds1, OURS);
      RunningProcess others = ds1.start("sh", "-c", scattered(daemon.pid(), random));
      // From the first moments of the launcher to long after the daemon has become master.
      boolean early = random.nextBoolean();
      Await.pause(Duration.ofMillis(random.nextInt(early ? 2_500 : 6_000)));
      String last = random.nextBoolean() ? "INT" : "TERM";
      boolean alive = isTold(ds1, daemon, last);
      int status = daemon.awaitExit(SOON);
      others.close();
      String when = "seed %d, round %d, ended by %s; it said:%n%s";
      when = when.formatted(seed, round, alive ? last : "something else", daemon.output());
      boolean begun = daemon.output().contains("Starting jkeepalived");
      if (begun) {
        assertThat(alive).as("alive until it is told to stop, " + when).isTrue();
        assertThat(status).as("exit status, " + when).isZero();
      } else {
        // What comes before there is a daemon ends the shell that the launcher is.
        assertThat(status).as("exit status, " + when).isGreaterThan(128);
      }
      assertNothingLeft(ds1, daemon);
      ended += begun ? 1 : 0;
    }
    assertThat(ended).as("daemons that were there when they were told to stop").isPositive();
  }

  @Test
  void without_its_launcher_it_does_not_start(Network network) {
    Host ds1 = director(network);
    String target = Checkout.path("tools/jkeepalived/target");
    CommandResult result =
        ds1.attempt(
            ExitStatuses.of(1),
            "sh",
            "-c",
            "java -cp \"$(ls %s/jkeepalived-*.jar | head -n 1):%s/lib/*\" %s -nlDG -f %s -p %s"
                .formatted(
                    target, target, "io.github.jlvs.jkeepalived.Jkeepalived", FILE, PID_FILE));
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("leave addresses").contains("tools/bin/jkeepalived");
    assertThat(hasPidFile(ds1)).isFalse();
  }

  /** A daemon that owns its address: it is master as soon as it runs. */
  private static Host director(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    ds1.write(
        FILE,
        """
        vrrp_instance VI_1 {
          state MASTER
          interface enp0s3
          virtual_router_id 51
          priority 255
          advert_int 1
          virtual_ipaddress { 10.1.80.90 }
        }
        virtual_server 10.1.80.90 80 {
          lvs_sched wrr
          lvs_method DR
          protocol TCP
          real_server 10.1.80.93 80 { weight 100 }
        }
        """);
    return ds1;
  }

  private static RunningProcess start(Host host, String program) {
    String path = program.equals(OURS) ? Checkout.path(program) : program;
    return host.start(path, "-nlDG", "-f", FILE, "-p", PID_FILE);
  }

  /** Whether it was there to be told. */
  private static boolean isTold(Host host, RunningProcess daemon, String signal) {
    return daemon.running()
        && host.attempt(ExitStatuses.of(0, 1), "kill", "-" + signal, String.valueOf(daemon.pid()))
            .ok();
  }

  private static String endless(long pid, String signals) {
    return "while :; do for s in %s; do kill -$s %d || exit; done; done".formatted(signals, pid);
  }

  /** Harmless ones in bursts, with pauses up to a third of a second. */
  private static String scattered(long pid, Random random) {
    return IntStream.range(0, 60)
        .mapToObj(
            burst ->
                IntStream.range(0, 1 + random.nextInt(12))
                        .mapToObj(each -> HARMLESS.get(random.nextInt(HARMLESS.size())))
                        .map(signal -> "kill -" + signal + " " + pid + " || exit")
                        .collect(Collectors.joining("; "))
                    + "; sleep 0."
                    + random.nextInt(4)
                    + "\n")
        .collect(Collectors.joining());
  }

  private static void assertNothingLeft(Host host, RunningProcess daemon) {
    String said = daemon.output();
    assertThat(host.hasAddress(VIP)).as("the address is left; it said:\n" + said).isFalse();
    assertThat(host.ipvsTable()).as("the table; it said:\n" + said).isEmpty();
    assertThat(hasPidFile(host)).as("the pid file:\n" + said).isFalse();
  }

  private static boolean hasPidFile(Host host) {
    return host.attempt(ExitStatuses.of(0, 1), "test", "-e", PID_FILE).ok();
  }
}
