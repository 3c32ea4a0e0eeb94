// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.TcpSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The director's counters and connection entries tell what tcpdump saw. */
final class Statistics implements Step<GuideSite> {
  private static final int REQUESTS = 10;
  private static final Duration REFRESHED = Protocol.COUNTER_REFRESH.plusMillis(200);

  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public String title() {
    return "-ln --stats and -lnc after traffic";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    checks.pause("the kernel adds its counters up every 2 s", REFRESHED);
    Counters before = Counters.of(ds1.ipvsadm("-ln", "--stats").out().lines().toList());
    Instant begin = Instant.now();
    int served = 0;
    for (int i = 0; i < REQUESTS; i++) {
      served += guide.client().fetch().welcome() ? 1 : 0;
    }
    checks.that(REQUESTS + " requests are served", served, n -> n == REQUESTS);

    List<String> connections = guideChecks.showTable(ds1, "-lnc");
    List<TcpSegment> sent =
        guide.wires().segments(begin).filter(s -> s.destination().equals(GuideSite.VIP)).toList();
    List<Integer> ports =
        sent.stream().filter(TcpSegment::opens).map(TcpSegment::sourcePort).distinct().toList();
    checks.that(
        "tcpdump saw %d connections".formatted(REQUESTS), ports, all -> all.size() == REQUESTS);
    checks.that("-lnc begins as ipvsadm's", connections, lines -> headed(lines));
    checks.that(
        "-lnc lists each of the client's connections that tcpdump saw, ports " + ports,
        ports.stream()
            .allMatch(
                port ->
                    connections.stream()
                        .anyMatch(line -> line.contains(" 10.1.80.62:" + port + " "))));
    checks.that(
        "and the entry that holds the client to its real server",
        connections.stream().anyMatch(line -> line.contains(" 10.1.80.62:0 ")));

    checks.pause("the kernel adds its counters up every 2 s", REFRESHED);
    Counters after = Counters.of(guideChecks.showTable(ds1, "-ln", "--stats"));
    checks.that(
        "Conns grew by the %d connections that tcpdump saw".formatted(ports.size()),
        after.connections() - before.connections(),
        grown -> grown == ports.size());
    checks.that(
        "InPkts grew by the %d packets that tcpdump saw".formatted(sent.size()),
        after.packetsIn() - before.packetsIn(),
        grown -> grown == sent.size());
    checks.that(
        "OutPkts stays 0: with direct routing answers do not pass the director",
        after.packetsOut(),
        packets -> packets == 0);
  }

  private static boolean headed(List<String> lines) {
    return lines.size() > 2
        && lines.get(0).equals("IPVS connection entries")
        && lines.get(1).startsWith("pro expire state");
  }

  /** A virtual service's counters. */
  private record Counters(long connections, long packetsIn, long packetsOut) {
    static Counters of(List<String> table) {
      String line =
          table.stream()
              .filter(text -> text.startsWith("TCP  " + GuideSite.VIP + ":80 "))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no such service in " + table));
      String[] words = line.split(" +");
      if (words.length != 7) {
        throw new IllegalStateException("not five counters: " + Arrays.toString(words));
      }
      return new Counters(
          Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
    }
  }
}
