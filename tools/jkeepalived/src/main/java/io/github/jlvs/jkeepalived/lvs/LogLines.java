// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import java.util.Optional;

/**
 * Log lines of virtual servers and checks, in the words of keepalived 2.2.7's log: scripts and
 * monitoring that read that log understand ours. Lines are without time, process name and line end.
 */
public final class LogLines {
  private LogLines() {}

  /**
   * The line for an event of a check.
   *
   * @param observed what happened to which check
   * @return the line; empty where keepalived says nothing
   */
  public static Optional<String> of(HealthRunnerEvent.CheckObserved observed) {
    Check check = observed.check();
    CheckWords words = CheckWords.of(check.probe());
    CheckWords.Checked checked =
        new CheckWords.Checked(
            observed.realServer().address(), observed.virtualServer(), check.policy());
    CheckEvent event = observed.event();
    if (event instanceof CheckEvent.TryFailed failed) {
      return check.policy().logAllFailures() ? words.tryFailed(checked, failed) : Optional.empty();
    }
    if (event instanceof CheckEvent.WentDown down) {
      return words.wentDown(checked, down);
    }
    if (event instanceof CheckEvent.WentUp up) {
      return words.wentUp(checked, up);
    }
    if (event instanceof CheckEvent.WeightReported) {
      return Optional.empty();
    }
    throw new IllegalStateException("no log line for " + event);
  }

  /**
   * The line for the start of a check.
   *
   * @param server the real server that is checked
   * @param virtualServer its virtual server
   * @return the line
   */
  public static String activating(ServiceAddress server, VirtualServerName virtualServer) {
    return "Activating healthchecker for service " + server + " for VS " + virtualServer;
  }

  /**
   * The line for checks that have to wait for the virtual server's address from the start.
   *
   * @param server the real server that is not checked
   * @param virtualServer its virtual server
   * @return the line
   */
  public static String deactivating(ServiceAddress server, VirtualServerName virtualServer) {
    return "Deactivating healthchecker for service " + server + " for VS " + virtualServer;
  }

  /**
   * The line for checks that rest because the virtual server's address has gone.
   *
   * @param server the real server that is not checked any more
   * @param virtualServer its virtual server
   * @return the line
   */
  public static String suspending(ServiceAddress server, VirtualServerName virtualServer) {
    return "Suspending healthchecker for service " + server + " for VS " + virtualServer;
  }

  /**
   * The line for an event of a virtual server.
   *
   * @param virtualServer the virtual server
   * @param event what happened
   * @return the line; empty where keepalived says nothing, as for notifications
   */
  public static Optional<String> of(VirtualServerName virtualServer, HealthEvent event) {
    return event instanceof HealthEvent.Notification
        ? Optional.empty()
        : Optional.of(text(virtualServer, event));
  }

  private static String text(VirtualServerName vs, HealthEvent event) {
    if (event instanceof HealthEvent.ServerAdded e) {
      return e.inhibited()
          ? "Enabling service " + e.server() + " of VS " + vs
          : "Adding service " + e.server() + " to VS " + vs;
    }
    if (event instanceof HealthEvent.ServerRemoved e) {
      return removed(vs, e.server(), e.inhibited());
    }
    if (event instanceof HealthEvent.ServerKept e) {
      return "Keeping service "
          + e.server()
          + " of VS "
          + vs
          + " although it is down: depool_threshold has at least "
          + e.minimum()
          + " of "
          + e.configured()
          + " stay";
    }
    if (event instanceof HealthEvent.ServerReleased e) {
      return (e.up()
              ? "Working again: service " + e.server() + " of VS " + vs
              : removed(vs, e.server(), e.inhibited()))
          + ", kept while it was down";
    }
    if (event instanceof HealthEvent.WeightChanged e) {
      return "Changing weight from "
          + e.before()
          + " to "
          + e.after()
          + " for "
          + (e.up() ? "active" : "inactive")
          + " service "
          + e.server()
          + " of VS "
          + vs;
    }
    if (event instanceof HealthEvent.ServerForgotten e) {
      return "service " + e.server() + " no longer exist";
    }
    if (event instanceof HealthEvent.ServerShutDown e) {
      String inhibited = e.inhibited() ? "(inhibited) " : "";
      return "Shutting down " + inhibited + "service " + e.server() + " from VS " + vs;
    }
    return quorumText(vs, event);
  }

  private static String removed(VirtualServerName vs, ServiceAddress server, boolean inhibited) {
    return inhibited
        ? "Disabling service " + server + " of VS " + vs
        : "Removing service " + server + " from VS " + vs;
  }

  private static String quorumText(VirtualServerName vs, HealthEvent event) {
    if (event instanceof HealthEvent.QuorumGained e) {
      return "Gained quorum "
          + sum(e.quorum(), "+", e.hysteresis(), e.quorum() + e.hysteresis())
          + " <= "
          + e.weight()
          + " for VS "
          + vs;
    }
    if (event instanceof HealthEvent.QuorumLost e) {
      return "Lost quorum "
          + sum(e.quorum(), "-", e.hysteresis(), e.quorum() - e.hysteresis())
          + " > "
          + e.weight()
          + " for VS "
          + vs;
    }
    if (event instanceof HealthEvent.StartedWithoutQuorum e) {
      // keepalived prints a minus and adds: "3-2=5 > 4". Seen, and matched.
      return "Starting with quorum down "
          + sum(e.quorum(), "-", e.hysteresis(), e.quorum() + e.hysteresis())
          + " > "
          + e.weight()
          + " for VS "
          + vs;
    }
    if (event instanceof HealthEvent.SorryServerAdded e) {
      String verb = e.server().inhibit() ? "Enabling" : "Adding";
      return verb + " sorry server " + e.server().address() + " to VS " + vs;
    }
    if (event instanceof HealthEvent.SorryServerRemoved e) {
      String verb = e.server().inhibit() ? "Disabling" : "Removing";
      return verb + " sorry server " + e.server().address() + " from VS " + vs;
    }
    if (event instanceof HealthEvent.AliveServersAdded) {
      return "Adding alive servers to the pool for VS " + vs;
    }
    if (event instanceof HealthEvent.AliveServersRemoved) {
      return "Removing alive servers from the pool for VS " + vs;
    }
    throw new IllegalStateException("no log line for " + event);
  }

  private static String sum(int quorum, String sign, int hysteresis, int result) {
    return quorum + sign + hysteresis + "=" + result;
  }

  /**
   * The line keepalived writes to its notification pipes ({@code notify_fifo}, {@code
   * lvs_notify_fifo}).
   *
   * @param virtualServer the virtual server
   * @param notification what happened
   * @return the line, without line end
   */
  public static String fifoLine(
      VirtualServerName virtualServer, HealthEvent.Notification notification) {
    if (notification instanceof HealthEvent.RealServerUp e) {
      return "RS " + e.server() + " " + virtualServer + " UP";
    }
    if (notification instanceof HealthEvent.RealServerDown e) {
      return "RS " + e.server() + " " + virtualServer + " DOWN";
    }
    if (notification instanceof HealthEvent.VirtualServerUp) {
      return "VS " + virtualServer + " UP";
    }
    if (notification instanceof HealthEvent.VirtualServerDown) {
      return "VS " + virtualServer + " DOWN";
    }
    throw new IllegalStateException("no line of the pipe for " + notification);
  }
}
