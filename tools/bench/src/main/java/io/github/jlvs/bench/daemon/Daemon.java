// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.daemon;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;
import java.util.Locale;

/** The two daemons that are compared, started with the same configuration and options. */
public enum Daemon {
  KEEPALIVED("keepalived"),
  JKEEPALIVED("tools/bin/jkeepalived");

  private static final String CONFIGURATION = "/run/bench.conf";

  private final String program;

  Daemon(String program) {
    this.program = program;
  }

  /** What of it runs. */
  public enum Part {
    /** Virtual routers alone. */
    ROUTERS("-nlGP"),
    /** Virtual servers alone. */
    SERVERS("-nlGC"),
    /** Both. */
    ALL("-nlG");

    private final String options;

    Part(String options) {
      this.options = options;
    }
  }

  /**
   * Has the JVM listen to jcmd although its launcher takes the signals from it (-Xrs), and keep
   * what jstat reads although its launcher does without. Only where that is asked of it: it has a
   * thread wake up twenty times a second.
   */
  private static final String OBSERVABLE = "-XX:+StartAttachListener -XX:+UsePerfData";

  /** In the foreground, no syslog (the lab has no syslog daemon). */
  public RunningProcess start(Host host, Part part, String configuration) {
    configure(host, configuration);
    return start(host, part);
  }

  /** Writes what the next start or reload reads. */
  public static void configure(Host host, String configuration) {
    host.write(CONFIGURATION, configuration);
  }

  /** With what {@link #configure} wrote. */
  public RunningProcess start(Host host, Part part) {
    return host.start(
        "env",
        "JLVS_JAVA_OPTIONS=" + (part == Part.ROUTERS ? OBSERVABLE : ""),
        program,
        part.options,
        "-f",
        CONFIGURATION,
        "-p",
        "/run/" + name() + ".pid",
        "-c",
        "/run/" + name() + ".checkers.pid");
  }

  /** Both, keepalived first. */
  public static List<Daemon> both() {
    return List.of(KEEPALIVED, JKEEPALIVED);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
