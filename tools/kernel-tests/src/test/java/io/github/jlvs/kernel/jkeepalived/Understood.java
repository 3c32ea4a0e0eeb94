// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What both daemons make of a file, on one host. */
record Understood(Host host) {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/understood.conf";

  /** A process of keepalived, and where it writes what it has understood. */
  enum Part {
    ROUTERS("-P", "VRRP", "/tmp/keepalived.data"),
    SERVERS("-C", "checker", "/tmp/keepalived_check.data");

    private final String option;
    private final String name;
    private final String dump;

    Part(String option, String name, String dump) {
      this.option = option;
      this.name = name;
      this.dump = dump;
    }
  }

  /** Nothing where the file makes keepalived end at its start. */
  Optional<String> byKeepalived(Part part, String text) {
    host.write(FILE, text);
    host.sh("rm -f " + part.dump);
    RunningProcess keepalived = host.start("keepalived", "-n", "-l", "-D", part.option, "-f", FILE);
    OutputLine begun =
        keepalived.awaitLine(
            "the start, or the end",
            0,
            line -> line.contains("Startup complete") || line.contains("permanent error"),
            SOON);
    if (begun.text().contains("permanent error")) {
      int unused = keepalived.awaitExit(SOON);
      return Optional.empty();
    }
    keepalived.signal("USR1");
    keepalived.awaitLine("Printing " + part.name + " data", SOON);
    // The process that writes it ends when it has written it.
    assertThat(keepalived.stop(SOON)).isZero();
    return Optional.of(host.read(part.dump));
  }

  Map<String, Map<String, String>> byJkeepalived(String text) throws IOException {
    host.write(FILE, text);
    return Explained.read(
        host.exec(Checkout.path("tools/bin/jkeepalived"), "--explain=json", "-f", FILE).out());
  }
}
