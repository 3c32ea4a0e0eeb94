// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Killed, and started again with another file: the table is exactly what that one names and what
 * others made. CrashProperties of jkeepalived has the moments of the kill, with a kernel that is
 * played.
 */
@KernelTest
class CrashTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/servers.conf";
  private static final String PID_FILE = "/run/jkeepalived.pid";
  private static final String REMEMBERED = PID_FILE + ".services";
  private static final String FOREIGN = "-A -t 10.1.80.89:25 -s rr";

  private static final String FIRST =
      service("10.1.80.90 80", "protocol TCP", "10.1.80.93 80")
          + service("10.1.80.90 53", "protocol UDP", "10.1.80.93 53")
          + service("2001:db8::90 443", "protocol TCP", "2001:db8::93 443")
          + service("fwmark 7", "", "10.1.80.93 80")
          + service("fwmark 7", "ip_family inet6", "2001:db8::93 80");
  private static final List<String> FIRST_ONLY =
      List.of(
          "-A -u 10.1.80.90:53 -s wlc",
          "-a -u 10.1.80.90:53 -r 10.1.80.93:53 -g -w 1",
          "-A -t [2001:db8::90]:443 -s wlc",
          "-a -t [2001:db8::90]:443 -r [2001:db8::93]:443 -g -w 1",
          "-A -f 7 -s wlc",
          "-a -f 7 -r 10.1.80.93:0 -g -w 1",
          "-A -f 7 -6 -s wlc",
          "-a -f 7 -6 -r [2001:db8::93]:0 -g -w 1");
  private static final List<String> BOTH =
      List.of("-A -t 10.1.80.90:80 -s wlc", "-a -t 10.1.80.90:80 -r 10.1.80.93:80 -g -w 1");

  private static final String SECOND =
      service("10.1.80.90 80", "protocol TCP", "10.1.80.93 80")
          + service("10.1.80.91 81", "protocol TCP", "10.1.80.93 81");
  private static final List<String> SECOND_ONLY =
      List.of("-A -t 10.1.80.91:81 -s wlc", "-a -t 10.1.80.91:81 -r 10.1.80.93:81 -g -w 1");

  @Test
  void what_the_killed_one_left_and_nobody_wants_goes_and_what_others_made_stays(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    Host reference = network.host("ds2", "10.1.80.92/24");
    director.sh("ipvsadm " + FOREIGN);
    reference.sh("ipvsadm " + FOREIGN);

    director.write(FILE, FIRST);
    RunningProcess first = start(director);
    awaitTable(director, all(List.of(BOTH, FIRST_ONLY)));
    Await.until("the file", SOON, () -> director.read(REMEMBERED).contains("-f 7 -6\n"));
    assertThat(director.sh("stat -c %a " + REMEMBERED).strip()).isEqualTo("600");
    first.crash();
    assertThat(table(director)).isEqualTo(all(List.of(BOTH, FIRST_ONLY)));
    director.write(FILE, SECOND);
    RunningProcess second = start(director);
    second.awaitLine("IPVS: removed what an earlier start had left: -D ", SOON);
    List<String> mine = all(List.of(BOTH, SECOND_ONLY));
    awaitTable(director, mine);

    // keepalived leaves the old ones for ever.
    reference.write(FILE, FIRST);
    RunningProcess keepalived = keepalived(reference);
    awaitTable(reference, all(List.of(BOTH, FIRST_ONLY)));
    keepalived.crash();
    reference.write(FILE, SECOND);
    RunningProcess again = keepalived(reference);
    List<String> theirs = all(List.of(BOTH, FIRST_ONLY, SECOND_ONLY));
    awaitTable(reference, theirs);
    assertThat(theirs).containsAll(mine);
    assertThat(again.stop(SOON)).isZero();
    awaitTable(reference, all(List.of(FIRST_ONLY)));

    // A file that names none at all.
    second.crash();
    director.write(FILE, "global_defs {\n}\n");
    RunningProcess third = start(director);
    awaitTable(director, all(List.of()));
    assertThat(third.stop(SOON)).isZero();
    assertThat(isRemembered(director)).isFalse();
    System.out.printf(
        "the table after a crash: compared %d, equal %d, intended differences %d, skipped 0%n",
        theirs.size(), mine.size(), theirs.size() - mine.size());
  }

  @Test
  void what_was_to_stay_at_the_stop_is_nobodys_at_the_next_start(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    director.sh("ipvsadm " + FOREIGN);
    director.write(FILE, FIRST);
    RunningProcess staying = start(director, "-I");
    awaitTable(director, all(List.of(BOTH, FIRST_ONLY)));
    Await.until("the file", SOON, () -> isRemembered(director));
    assertThat(staying.stop(SOON)).isZero();
    assertThat(table(director)).isEqualTo(all(List.of(BOTH, FIRST_ONLY)));
    assertThat(isRemembered(director)).isFalse();

    director.write(FILE, SECOND);
    RunningProcess next = start(director);
    awaitTable(director, all(List.of(BOTH, FIRST_ONLY, SECOND_ONLY)));
    assertThat(next.stop(SOON)).isZero();
    assertThat(table(director)).isEqualTo(all(List.of(FIRST_ONLY)));
  }

  @Test
  void a_directory_that_cannot_be_written_stops_nothing(Network network) {
    Host director = network.host("ds1", "10.1.80.91/24");
    director.write(FILE, SECOND);
    // One page: the pid file takes it.
    director.sh("mkdir /run/full; mount -t tmpfs -o size=4k tmpfs /run/full");
    RunningProcess daemon =
        director.start(
            Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", FILE, "-p", "/run/full/k.pid");
    daemon.awaitLine(
        "Cannot write /run/full/k.pid.services: No space left on device; after a crash", SOON);
    awaitTable(director, Stream.concat(BOTH.stream(), SECOND_ONLY.stream()).sorted().toList());
    assertThat(director.sh("ls /run/full").strip()).isEqualTo("k.pid");
    assertThat(daemon.stop(SOON)).isZero();
    assertThat(director.sh("ipvsadm -Sn")).isBlank();
    director.sh("umount /run/full");
  }

  private static boolean isRemembered(Host host) {
    return host.attempt(ExitStatuses.of(0, 1), "test", "-e", REMEMBERED).ok();
  }

  private static RunningProcess start(Host host, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(Checkout.path("tools/bin/jkeepalived"), "-nlGC", "-f", FILE, "-p", PID_FILE));
    command.addAll(List.of(more));
    return host.start(command.toArray(String[]::new));
  }

  private static RunningProcess keepalived(Host host) {
    RunningProcess keepalived =
        host.start(
            "keepalived", "-nlGC", "-f", FILE, "-p", "/run/k.pid", "-c", "/run/checkers.pid");
    keepalived.awaitLine("Startup complete", SOON);
    return keepalived;
  }

  private static void awaitTable(Host host, List<String> wanted) {
    Await.until("the table " + wanted, SOON, () -> table(host).equals(wanted));
  }

  private static List<String> table(Host host) {
    return host.sh("ipvsadm -Sn").lines().sorted().toList();
  }

  private static List<String> all(List<List<String>> parts) {
    return Stream.concat(Stream.of(FOREIGN), parts.stream().flatMap(List::stream))
        .sorted()
        .toList();
  }

  private static String service(String address, String line, String server) {
    return "virtual_server %s {\n%s\nlb_algo wlc\nlb_kind DR\nreal_server %s {\n}\n}\n"
        .formatted(address, line, server);
  }
}
