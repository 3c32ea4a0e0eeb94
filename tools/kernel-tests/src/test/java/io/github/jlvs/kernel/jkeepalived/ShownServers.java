// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The real servers of port 80 as ipvsadm lists them. */
final class ShownServers {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String LIST = "ipvsadm -Ln | awk '/->.*:80 /{";

  private ShownServers() {}

  /** Each with its weight, sorted, such as {@code 10.1.80.93:80 0}. */
  static List<String> weights(Host director) {
    return director.sh(LIST + "print $2, $4}'").lines().sorted().toList();
  }

  /** Until these are there and no others. */
  static void await(Host director, String... wanted) {
    Await.until(
        "the servers " + List.of(wanted), SOON, () -> weights(director).equals(List.of(wanted)));
  }

  /** Until one of them has a connection: which, of those that are named. */
  static String awaitConnected(Host director, List<String> servers) {
    return Await.value(
            "a connection",
            SOON,
            () -> servers.stream().filter(each -> active(director, each) == 1).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** How many active connections one has. */
  static long active(Host director, String server) {
    return director
        .sh(LIST + "print $2, $5}'")
        .lines()
        .filter(line -> line.startsWith(server + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }
}
