// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import java.util.Locale;

/** The two daemons that are compared, started with the same configuration and options. */
enum Daemon {
  KEEPALIVED("keepalived"),
  JKEEPALIVED("tools/bin/jkeepalived");

  private static final String CONFIGURATION = "/run/bench.conf";

  private final String program;

  Daemon(String program) {
    this.program = program;
  }

  /** Virtual routers alone, in the foreground, no syslog (the lab has no syslog daemon). */
  RunningProcess start(Host host, String configuration) {
    host.write(CONFIGURATION, configuration);
    return host.start(
        "env",
        "JAVA_TOOL_OPTIONS=" + JvmFigures.LISTENING,
        program,
        "-nlGP",
        "-f",
        CONFIGURATION,
        "-p",
        "/run/" + name() + ".pid");
  }

  /** Both, keepalived first. */
  static List<Daemon> both() {
    return List.of(KEEPALIVED, JKEEPALIVED);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
