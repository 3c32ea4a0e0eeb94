// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.ctl.DrainedServers.Progress;
import io.github.jlvs.jkeepalived.ctl.JkeepalivedCtl.Surroundings;
import java.time.Duration;
import java.util.Optional;

/** Waits until a server that drains has no connection any more, and tells whoever watches. */
final class DrainWait {
  /** The daemon reads the table no more often. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A restart takes less. */
  private static final int LOOKS_TILL_SILENT = 60;

  private final Surroundings surroundings;
  private final DaemonClient daemon;
  private final Decision.Meant meant;
  private final Optional<Duration> limit;
  private final DrainedServers servers;
  private Optional<Long> shown = Optional.empty();
  private int silent;

  DrainWait(
      Surroundings surroundings,
      DaemonClient daemon,
      Decision.Meant meant,
      Optional<Duration> limit) {
    this.surroundings = surroundings;
    this.daemon = daemon;
    this.meant = meant;
    this.limit = limit;
    this.servers = new DrainedServers(meant);
  }

  /**
   * Waits.
   *
   * @return the exit status
   * @throws Unreachable if the daemon has been silent for long
   */
  int status() throws Unreachable {
    long begin = System.nanoTime();
    while (true) {
      Progress progress = look();
      if (progress instanceof Progress.Empty) {
        surroundings.out().println(meant.server() + " is drained: no connection is left");
        return JkeepalivedCtl.WELL;
      } else if (progress instanceof Progress.NotDraining) {
        say(meant.server() + " does not drain any more: it was enabled, or has been taken away");
        return JkeepalivedCtl.WRONG;
      } else if (progress instanceof Progress.Left left) {
        left.connections().ifPresent(this::show);
      } else {
        throw new IllegalStateException("not known what this means: " + progress);
      }
      boolean over = limit.filter(span -> System.nanoTime() - begin >= span.toNanos()).isPresent();
      if (over || !surroundings.pause().test(LOOK)) {
        say(
            "the time is over: "
                + meant.server()
                + " has "
                + shown.map(count -> count + " left").orElse("connections that are not known yet")
                + ", and goes on draining until it is enabled");
        return JkeepalivedCtl.TIME_OVER;
      }
    }
  }

  /** A daemon that is restarted goes on with it. */
  private Progress look() throws Unreachable {
    try {
      JsonTree page = daemon.get(Page.SERVERS.path(), "servers").content();
      silent = 0;
      return servers.look(page);
    } catch (Unreachable e) {
      silent++;
      if (silent >= LOOKS_TILL_SILENT) {
        throw e;
      }
      return new Progress.Left(Optional.empty());
    }
  }

  private void show(long left) {
    if (!shown.equals(Optional.of(left)) && surroundings.terminal()) {
      say(meant.server() + ": " + left + " left");
    }
    shown = Optional.of(left);
  }

  private void say(String message) {
    surroundings.err().println("jkeepalivedctl: " + message);
  }
}
