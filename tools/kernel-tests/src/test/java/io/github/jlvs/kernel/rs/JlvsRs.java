// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.rs;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import java.util.List;
import java.util.stream.Stream;

/** The tool as a user runs it, on one host. */
record JlvsRs(Host host) {
  static final String VIP = "10.1.80.90";
  static final String COMMAND = Checkout.path("tools/bin/jlvs-rs");

  /** Those that its manual names. */
  static final ExitStatuses STATUSES = ExitStatuses.of(0, 1, 2, 3, 4);

  private static final List<String> PARAMETERS =
      List.of("lo/arp_ignore", "lo/arp_announce", "all/arp_ignore", "all/arp_announce");

  /** Runs it; it must succeed. */
  CommandResult run(String... arguments) {
    return host.exec(command(arguments));
  }

  /** Runs it for its exit status. */
  CommandResult attempt(String... arguments) {
    return host.attempt(STATUSES, command(arguments));
  }

  private static String[] command(String... arguments) {
    return Stream.concat(Stream.of(COMMAND), Stream.of(arguments)).toArray(String[]::new);
  }

  /** arp_ignore and arp_announce of lo, then of all, such as "1 2 1 2". */
  String parameters() {
    return host.sh("cd /proc/sys/net/ipv4/conf; cat " + String.join(" ", PARAMETERS))
        .strip()
        .replace('\n', ' ');
  }

  /** Gives the four parameters values, in the order of {@link #parameters()}. */
  void setParameters(String values) {
    List<String> each = List.of(values.split(" "));
    for (int i = 0; i < each.size(); i++) {
      host.write("/proc/sys/net/ipv4/conf/" + PARAMETERS.get(i), each.get(i));
    }
  }
}
