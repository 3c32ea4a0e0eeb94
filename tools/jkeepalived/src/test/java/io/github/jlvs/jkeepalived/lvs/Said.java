// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Entry;
import io.github.jlvs.jkeepalived.log.Sink;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a test's log was told. */
public final class Said implements Sink {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** A log that it hears. */
  public DaemonLog log() {
    return new DaemonLog(List.of(this), Clock.systemUTC());
  }

  /** What it has heard. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void write(Entry entry) {
    lines.add(entry.text());
  }

  @Override
  public void close() {}

  /** Log and table are other threads' work. */
  public static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
