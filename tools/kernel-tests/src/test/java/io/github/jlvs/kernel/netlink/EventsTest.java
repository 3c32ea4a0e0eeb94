// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.route.RouteEvent;
import io.github.jlvs.netlink.route.RouteEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our events beside those of {@code ip monitor}, which listens to the same changes. */
@KernelTest
class EventsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** One change a line; the last one is how both listeners know that they have seen all. */
  private static final List<String> CHANGES =
      List.of(
          "address add 10.1.80.90/32 dev enp0s3",
          "address add 10.1.80.89/32 dev enp0s3 scope link label enp0s3:1",
          "address add 2001:db8::7/64 dev enp0s3 nodad",
          "route add 10.7.0.0/16 via 10.1.80.1",
          "route add blackhole 10.8.0.0/16",
          "route add unreachable 10.9.0.0/16 table 200",
          "route add default via 10.1.80.1 metric 77",
          "route add 2001:db8:5::/48 via 2001:db8::1",
          "route replace 10.7.0.0/16 via 10.1.80.2",
          "rule add from 10.9.9.9 lookup 99 priority 99",
          "rule add to 10.10.0.0/16 lookup 98 priority 98",
          "-6 rule add from 2001:db8::/32 lookup 97 priority 97",
          "neighbour add 10.1.80.200 lladdr 02:00:00:00:00:09 dev enp0s3",
          "neighbour add 2001:db8::200 lladdr 02:00:00:00:00:0a dev enp0s3",
          "neighbour del 10.1.80.200 dev enp0s3",
          "rule del priority 99",
          "-6 rule del priority 97",
          "route del 10.7.0.0/16",
          "route del blackhole 10.8.0.0/16",
          "address del 10.1.80.90/32 dev enp0s3",
          "address del 2001:db8::7/64 dev enp0s3",
          "link add gone type dummy",
          "link set gone mtu 1400",
          "link set gone name went",
          "link set went up",
          "link set went down",
          "link del went",
          "link add end type dummy",
          "link del end");

  @Test
  void every_change_is_reported_as_ip_monitor_reports_it(Network network) {
    Host host = network.host("h1", "10.1.80.91/24");
    RunningProcess monitor =
        host.start(
            "stdbuf", "-oL", "ip", "-N", "-o", "monitor", "label", "link", "address", "route",
            "rule", "neigh");
    NetlinkOptions here =
        NetlinkOptions.defaults().inNamespace(new NetworkNamespace(host.networkNamespace()));
    try (RouteEvents events = RouteEvents.ofEverything(here)) {
      awaitItListens(host, monitor);
      drain(events);

      CHANGES.forEach(change -> host.sh("ip " + change));

      List<String> ours = ourWords(events);
      List<String> theirs = theirWords(monitor);
      assertThat(theirs).as("what ip monitor saw").hasSizeGreaterThan(CHANGES.size());
      assertThat(ours).containsExactlyElementsOf(theirs);
      System.out.printf(
          "events beside ip monitor: compared %d, equal %d, intended differences 0, skipped 0%n",
          theirs.size(), theirs.stream().filter(ours::contains).count());
    }
  }

  /** It says nothing when it is ready, so it is asked until it has seen something. */
  private static void awaitItListens(Host host, RunningProcess monitor) {
    Await.until(
        "ip monitor listens",
        SOON,
        () -> {
          host.sh("ip link add ready type dummy; ip link del ready");
          return monitor.lines().stream().anyMatch(line -> line.text().contains("Deleted"));
        });
  }

  private static void drain(RouteEvents events) {
    while (events.await(Duration.ofMillis(300), event -> {})) {
      // What comes before the changes is not compared.
    }
  }

  private static List<String> ourWords(RouteEvents events) {
    List<String> words = new ArrayList<>();
    Await.until(
        "our events end",
        SOON,
        () -> {
          boolean unused =
              events.await(
                  Duration.ofMillis(200), (RouteEvent event) -> words.add(IpMonitor.words(event)));
          return !words.isEmpty() && isLast(words.get(words.size() - 1));
        });
    return words;
  }

  private static List<String> theirWords(RunningProcess monitor) {
    Await.until("ip monitor's lines end", SOON, () -> isLast(last(monitor)));
    List<String> words = lines(monitor);
    // What it saw until it listened for sure.
    int begin = 0;
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).contains(" ready ")) {
        begin = i + 1;
      }
    }
    return words.subList(begin, words.size());
  }

  private static String last(RunningProcess monitor) {
    List<String> words = lines(monitor);
    return words.get(words.size() - 1);
  }

  private static List<String> lines(RunningProcess monitor) {
    return monitor.lines().stream().map(line -> IpMonitor.words(line.text())).toList();
  }

  private static boolean isLast(String words) {
    return words.startsWith("LINK - ") && words.contains(" end ");
  }
}
