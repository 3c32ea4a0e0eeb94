// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import java.util.Optional;

/**
 * What of the news of virtual servers belongs into the stream. It remembers what a check found just
 * before, for that is why its server changes. Not thread-safe.
 */
public final class ServerEvents {
  private Optional<Result> last = Optional.empty();

  /** What a check has found, and of which server. */
  private record Result(
      VirtualServerName service, ServiceAddress server, boolean up, OfServer.Finding finding) {
    boolean explains(VirtualServerName other, ServiceAddress address, boolean isUp) {
      return service.equals(other) && server.equals(address) && up == isUp;
    }
  }

  /** Nothing has happened yet. */
  public ServerEvents() {}

  /** The event; empty for what only the log has, such as each try that failed. */
  public Optional<DaemonEvent> of(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.CheckObserved observed) {
      checked(observed);
    } else if (event instanceof HealthRunnerEvent.Observed observed) {
      return observed(observed.virtualServer(), observed.event());
    }
    return Optional.empty();
  }

  private void checked(HealthRunnerEvent.CheckObserved observed) {
    if (observed.event() instanceof CheckEvent.WentUp) {
      last = Optional.of(result(observed, true, ""));
    } else if (observed.event() instanceof CheckEvent.WentDown down) {
      last = Optional.of(result(observed, false, down.failure().detail()));
    }
  }

  private static Result result(
      HealthRunnerEvent.CheckObserved observed, boolean up, String detail) {
    return new Result(
        observed.virtualServer(),
        observed.realServer().address(),
        up,
        new OfServer.Finding(observed.check().probe().checkName(), detail));
  }

  private Optional<DaemonEvent> observed(VirtualServerName service, HealthEvent event) {
    if (event instanceof HealthEvent.RealServerUp up) {
      // One that no check has found is only taken for up, at a start: nothing has happened to it.
      return why(service, up.server(), true)
          .map(found -> new OfServer.StateChange(service, up.server(), true, Optional.of(found)));
    } else if (event instanceof HealthEvent.RealServerDown down) {
      return Optional.of(
          new OfServer.StateChange(
              service, down.server(), false, why(service, down.server(), false)));
    } else if (event instanceof HealthEvent.ServerKept kept) {
      return Optional.of(new OfServer.Kept(service, kept));
    } else if (event instanceof HealthEvent.ServerReleased released) {
      return Optional.of(new OfServer.Released(service, released));
    } else if (event instanceof HealthEvent.WeightChanged change) {
      return Optional.of(new OfServer.WeightChange(service, change));
    } else if (event instanceof HealthEvent.QuorumGained gained) {
      return Optional.of(new OfServer.Quorum(service, true, gained.quorum(), gained.weight()));
    } else if (event instanceof HealthEvent.QuorumLost lost) {
      return Optional.of(new OfServer.Quorum(service, false, lost.quorum(), lost.weight()));
    } else if (event instanceof HealthEvent.StartedWithoutQuorum without) {
      return Optional.of(new OfServer.Quorum(service, false, without.quorum(), without.weight()));
    } else if (event instanceof HealthEvent.SorryServerAdded added) {
      return Optional.of(new OfServer.Sorry(service, added.server(), true));
    } else if (event instanceof HealthEvent.SorryServerRemoved removed) {
      return Optional.of(new OfServer.Sorry(service, removed.server(), false));
    }
    return Optional.empty();
  }

  private Optional<OfServer.Finding> why(
      VirtualServerName service, ServiceAddress server, boolean up) {
    Optional<OfServer.Finding> why =
        last.filter(result -> result.explains(service, server, up)).map(Result::finding);
    last = Optional.empty();
    return why;
  }
}
