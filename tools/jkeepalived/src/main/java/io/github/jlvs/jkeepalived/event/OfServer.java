// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.SorryServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.jkeepalived.override.OverrideWords;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.ServiceName;
import java.time.Duration;
import java.util.Optional;

/** What happens to virtual services and their real servers. */
public sealed interface OfServer extends DaemonEvent {

  /**
   * What a check has found last.
   *
   * @param check what it is called in the configuration
   * @param detail what happened; empty where there is no more to say
   */
  record Finding(String check, String detail) {
    private String words() {
      return detail.isEmpty() ? check : check + ": " + detail;
    }
  }

  /**
   * A real server is up or down.
   *
   * @param service its virtual service
   * @param server the real server
   * @param up whether it is up
   * @param why what a check has found; empty where none did, as at a stop
   */
  record StateChange(
      VirtualServerName service, ServiceAddress server, boolean up, Optional<Finding> why)
      implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_STATE;
    }

    @Override
    public Told told() {
      String to = up ? "UP" : "DOWN";
      Optional<String> words = why.map(Finding::words);
      return about(kind(), to + words.map(found -> ": " + found).orElse(""), service, server)
          .to(to)
          .reason(words);
    }
  }

  /**
   * A real server that is down takes connections all the same: too few would without it.
   *
   * @param service its virtual service
   * @param kept as the core told it
   */
  record Kept(VirtualServerName service, HealthEvent.ServerKept kept) implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_KEPT;
    }

    @Override
    public Told told() {
      String words =
          "DOWN, but pooled: at least %d of %d stay".formatted(kept.minimum(), kept.configured());
      return about(kind(), words, service, kept.server()).to("BEGUN");
    }
  }

  /**
   * After {@link Kept}: it is up, or takes no connections any more.
   *
   * @param service its virtual service
   * @param released as the core told it
   */
  record Released(VirtualServerName service, HealthEvent.ServerReleased released)
      implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_KEPT;
    }

    @Override
    public Told told() {
      String words =
          released.up()
              ? "UP, after it was pooled while it was down"
              : "DOWN, and no longer pooled";
      return about(kind(), words, service, released.server()).to("OVER");
    }
  }

  /**
   * A real server has another weight.
   *
   * @param service its virtual service
   * @param change as the core told it
   */
  record WeightChange(VirtualServerName service, HealthEvent.WeightChanged change)
      implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_WEIGHT;
    }

    @Override
    public Told told() {
      String words = "weight " + change.before() + " to " + change.after();
      return about(kind(), words, service, change.server())
          .from(String.valueOf(change.before()))
          .to(String.valueOf(change.after()));
    }
  }

  /**
   * A quorum is gained or lost.
   *
   * @param service the virtual service
   * @param gained whether it stands now
   * @param quorum as configured
   * @param weight the sum of the real servers that are up
   */
  record Quorum(VirtualServerName service, boolean gained, int quorum, long weight)
      implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVICE_QUORUM;
    }

    @Override
    public Told told() {
      return Told.of(
              kind(),
              "the quorum of %d is %s: the weights that are up make %d"
                  .formatted(quorum, gained ? "there" : "lost", weight))
          .named(ServiceName.of(service))
          .to(gained ? "GAINED" : "LOST");
    }
  }

  /**
   * A sorry server stands in, or no longer.
   *
   * @param service the virtual service
   * @param server the sorry server
   * @param serves whether it does
   */
  record Sorry(VirtualServerName service, SorryServer server, boolean serves) implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVICE_SORRY;
    }

    @Override
    public Told told() {
      String words = serves ? "the sorry server stands in" : "the sorry server rests again";
      return about(kind(), words, service, server.address()).to(serves ? "SERVES" : "RESTS");
    }
  }

  /** What becomes of an operator's decision. */
  enum Decision {
    /** It is in force from now on. */
    SET,
    /** It is in force since before the start. */
    KEPT,
    /** Somebody has taken it back. */
    TAKEN_BACK,
    /** Its time is over. */
    EXPIRED
  }

  /**
   * Something is decided of a real server, or no longer.
   *
   * @param override what
   * @param decision what becomes of it
   * @param by who has taken it back, or had decided it
   */
  record Overridden(ServerOverride override, Decision decision, String by) implements OfServer {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_OVERRIDE;
    }

    @Override
    public Told told() {
      return Told.of(kind(), words())
          .named(override.target().service())
          .server(override.target().server())
          .to(decision.name())
          .reason(override.why());
    }

    /** In a line of the log as well. */
    public String words() {
      return switch (decision) {
        case SET -> "Override by " + by + ": " + OverrideWords.decided(override);
        case KEPT ->
            "Override by "
                + by
                + " since "
                + override.since()
                + " goes on: "
                + OverrideWords.decided(override);
        case TAKEN_BACK -> "Override taken back by " + by + ": " + OverrideWords.over(override);
        case EXPIRED -> "Override by " + by + " has expired: " + OverrideWords.over(override);
      };
    }
  }

  private static Told about(
      EventKind kind, String words, VirtualServerName service, ServiceAddress server) {
    return Told.of(kind, words).named(ServiceName.of(service)).server(server.toString());
  }

  /** A real server drains, or no longer; named as the log names it. */
  sealed interface Drain extends OfServer {
    /** Its virtual service. */
    String service();

    /** The real server. */
    String server();
  }

  /**
   * A real server that a reload has taken out has weight 0 until its connections are over.
   *
   * @param service its virtual service
   * @param server the real server
   * @param limit how long at the most
   */
  record DrainBegun(String service, String server, Duration limit) implements Drain {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_DRAIN;
    }

    @Override
    public Told told() {
      return Told.of(kind(), "drains for " + limit.toSeconds() + " s at the most")
          .named(service)
          .server(server)
          .to("BEGUN");
    }
  }

  /** Why a server drains no longer. */
  enum DrainEnd {
    /** It has no connection any more. */
    DRAINED("drained"),
    /** Its time was over. */
    LIMIT_REACHED("limit reached"),
    /** It is wanted again. */
    RETURNED("it is back"),
    /** Somebody, or the end of its virtual service, has removed it. */
    GONE("removed before"),
    /** An operator drains it, and it has no connection any more. */
    EMPTIED("no connection is left; it keeps weight 0 until it is enabled");

    private final String words;

    DrainEnd(String words) {
      this.words = words;
    }
  }

  /**
   * After {@link DrainBegun}: it has left, or is back.
   *
   * @param service its virtual service
   * @param server the real server
   * @param end why
   * @param connections how many it had still
   */
  record DrainOver(String service, String server, DrainEnd end, long connections) implements Drain {
    @Override
    public EventKind kind() {
      return EventKind.SERVER_DRAIN;
    }

    /** How it ended. */
    public String words() {
      String left =
          connections == 1 ? " with 1 connection" : " with " + connections + " connections";
      return end.words + (connections == 0 ? "" : left);
    }

    @Override
    public Told told() {
      return Told.of(kind(), "draining is over: " + words())
          .named(service)
          .server(server)
          .to("OVER")
          .reason(end.name());
    }
  }
}
