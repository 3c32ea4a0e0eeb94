// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.director;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Brings the IPVS table to what the health checks want. The listener's methods run on the thread of
 * the checks and must not wait, and reconciling waits for the kernel: so the listener leaves the
 * newest table where the thread {@code table-writer} takes it. Tables that come while that thread
 * is busy replace one another; only the last one counts.
 */
final class TableWriter implements HealthRunnerEvent.Listener, AutoCloseable {
  private final Ipvs ipvs;
  private final DirectorTable words;
  private final Consumer<String> log;
  private final Map<VirtualServerName, Table.Entry> wanted = new LinkedHashMap<>();
  private final AtomicReference<Optional<Table>> next = new AtomicReference<>(Optional.empty());
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "table-writer"));

  TableWriter(Ipvs ipvs, DirectorTable words, Consumer<String> log) {
    this.ipvs = ipvs;
    this.words = words;
    this.log = log;
  }

  /** Called on the thread of the checks alone. */
  @Override
  public void event(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.DesiredChanged news) {
      desire(news.virtualServer(), news.desired());
    } else if (event instanceof HealthRunnerEvent.CheckImpossible failed) {
      // The real server keeps its state; the reason lies with this host.
      log.accept("cannot check: " + failed.cause().getMessage());
    }
  }

  private void desire(VirtualServerName name, List<DesiredDestination> desired) {
    wanted.put(name, words.entry(name, desired));
    Table table = new Table(new ArrayList<>(wanted.values()));
    if (next.getAndSet(Optional.of(table)).isEmpty()) {
      thread.execute(this::write);
    }
  }

  private void write() {
    Optional<Table> table = next.getAndSet(Optional.empty());
    try {
      table.ifPresent(
          newest -> {
            // Services of others in the same table are left alone.
            Reconciliation result = ipvs.reconcile(newest, Scope.only(newest.serviceIds()));
            if (result.changes() > 0 || !result.isComplete()) {
              log.accept(result.toString());
            }
          });
    } catch (IpvsException e) {
      // What was refused stays wanted: the next change of health tries again.
      log.accept(String.valueOf(e.getMessage()));
    }
  }

  /** After the checks have ended: the last table is written. The connection is the caller's. */
  @Override
  public void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
      log.accept("the kernel did not take the table within a minute");
    }
  }
}
