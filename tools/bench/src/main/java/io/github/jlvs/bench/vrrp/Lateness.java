// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How late advertisements are, as tcpdump on another host stamped them: the time between two of one
 * virtual router, less the second that is their interval; in milliseconds.
 *
 * @param advertisements of each advertisement but the first of each virtual router
 * @param routers of each virtual router the median, early or late. What disturbs a virtual router
 *     again and again shows there, and what disturbs a machine now and then does not
 */
public record Lateness(Figures advertisements, Figures routers) {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String FILE = "/run/adverts.pcap";
  private static final String NONE_LOST = "0 packets dropped by kernel";
  private static final Pattern ADVERT =
      Pattern.compile("^(\\d+\\.\\d+) .*, vrid (\\d+), prio \\d+,.*");

  /** Watches for so long. */
  public static Lateness watch(Host watcher, Duration window) {
    RunningProcess tcpdump =
        watcher.start(
            "tcpdump",
            "-i",
            Network.INTERFACE,
            "-n",
            "-s",
            "128",
            "-B",
            "8192",
            "-w",
            FILE,
            "vrrp or ip6 proto 112");
    tcpdump.awaitLine("listening on", SOON);
    Await.pause(window);
    int unused = tcpdump.stop(SOON);
    // One that tcpdump has lost would look like one that was an interval late.
    if (tcpdump.lines().stream().noneMatch(line -> line.text().equals(NONE_LOST))) {
      throw new IllegalStateException("tcpdump has lost frames: " + tcpdump.output());
    }
    return read(watcher);
  }

  private static Lateness read(Host watcher) {
    List<String> text = List.of("tcpdump", "-tt", "-n", "-r", FILE);
    Map<String, Double> last = new HashMap<>();
    Map<String, List<Double>> late = new HashMap<>();
    for (String line : watcher.exec(text, "", Duration.ofSeconds(60)).out().split("\n")) {
      Matcher advert = ADVERT.matcher(line);
      if (advert.matches()) {
        double time = Double.parseDouble(advert.group(1));
        Double before = last.put(advert.group(2), time);
        if (before != null) {
          late.computeIfAbsent(advert.group(2), vrid -> new ArrayList<>())
              .add((time - before - 1) * 1000);
        }
      }
    }
    return new Lateness(
        new Figures(late.values().stream().flatMap(List::stream).toList()),
        new Figures(late.values().stream().map(Lateness::typical).toList()));
  }

  private static double typical(List<Double> ofRouter) {
    return new Figures(ofRouter.stream().map(Math::abs).toList()).median();
  }
}
