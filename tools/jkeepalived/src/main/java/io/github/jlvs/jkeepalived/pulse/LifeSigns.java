// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import io.github.jlvs.jkeepalived.systemd.Notice;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the daemon's supervisor learns of its life. Called by the daemon's own thread alone. */
public final class LifeSigns implements AutoCloseable {
  private final Supervisor supervisor;
  private final CurrentStanding standing;
  private final Duration beat;
  private final Pulse pulse;

  /**
   * Starts the thread that asks the loops.
   *
   * @param supervisor closed with this
   * @param hangs told once of the first loop that hangs, on the pulse's thread
   * @param died told there what ends that thread unasked
   */
  public LifeSigns(
      Supervisor supervisor,
      CurrentStanding standing,
      Consumer<Watched> hangs,
      Consumer<Throwable> died) {
    this.supervisor = supervisor;
    this.standing = standing;
    this.beat = Pulse.beat(supervisor);
    this.pulse = Pulse.start(supervisor, standing, hangs, died);
  }

  /**
   * From now on these loops are asked.
   *
   * @param loops given how often they will be
   */
  public void watch(Function<Duration, List<Watched>> loops) {
    pulse.watch(loops.apply(beat));
  }

  /** All that the configuration wants runs. */
  public void started() {
    supervisor.tell(Notice.READY);
  }

  /** A reload begins. */
  public void reloading() {
    // What System.nanoTime() is on Linux: CLOCK_MONOTONIC.
    supervisor.tell(Notice.reloading(TimeUnit.NANOSECONDS.toMicros(System.nanoTime())));
  }

  /**
   * A reload is over.
   *
   * @param taken whether the new configuration is in force
   */
  public void reloaded(boolean taken) {
    standing.reloaded(!taken);
    supervisor.tell(Notice.READY);
  }

  /** The stop begins. Its threads are not asked any more: they end. */
  public void stopping() {
    pulse.watch(List.of());
    supervisor.tell(Notice.STOPPING);
  }

  @Override
  public void close() {
    pulse.close();
    supervisor.close();
  }
}
