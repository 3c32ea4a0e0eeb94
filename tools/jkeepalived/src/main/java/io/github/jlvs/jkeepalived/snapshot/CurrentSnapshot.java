// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the parts of the daemon have published last, put together for whoever reads. Thread-safe,
 * and never blocks; what is told it is told by one thread each.
 */
public final class CurrentSnapshot {
  private final Published<RouterReport> routers = new Published<>();
  private final Published<TrackedReport> tracked = new Published<>();
  private final Published<ServerReport> servers = new Published<>();
  private final EventJournal events = new EventJournal();
  private volatile Optional<Configuration> configuration = Optional.empty();
  private volatile Optional<Dated<TableReport>> table = Optional.empty();
  private volatile ReloadReport reloads = ReloadReport.NONE;

  /** Where the virtual routers publish. */
  public Published<RouterReport> routers() {
    return routers;
  }

  /** Where it is published how the things are that they track. */
  public Published<TrackedReport> tracked() {
    return tracked;
  }

  /** Where the virtual servers publish. */
  public Published<ServerReport> servers() {
    return servers;
  }

  /** What has happened; any thread may tell it more. */
  public EventJournal events() {
    return events;
  }

  /** From now on this is what the parts run by. Of the main thread. */
  public void configure(Configuration current) {
    configuration = Optional.of(current);
  }

  /** Takes what came of writing the table. Of the writer's thread. */
  public void written(TableReport report) {
    table = Optional.of(Dated.now(report));
  }

  /** The start is over. Of the main thread. */
  public void started() {
    reloads = reloads.begun();
  }

  /**
   * Takes what came of a reload. Of the main thread.
   *
   * @param words in a sentence
   */
  public void reloaded(boolean taken, String words) {
    reloads = reloads.with(new ReloadReport.Last(Instant.now(), taken, words));
  }

  /** Has the loops publish anew, as far as there is something newer. */
  public void renew() {
    routers.renew();
    tracked.renew();
    servers.renew();
  }

  /** Whether a loop has not come to that yet. */
  public boolean isAwaited() {
    return routers.isAwaited() || tracked.isAwaited() || servers.isAwaited();
  }

  /** The newest of all; nothing before the start has come to the configuration. */
  public Optional<Snapshot> now() {
    return configuration.map(
        current ->
            new Snapshot(
                current,
                routers.latest(),
                tracked.latest().map(Dated::report).orElse(TrackedReport.NOTHING),
                servers.latest(),
                table,
                reloads));
  }
}
