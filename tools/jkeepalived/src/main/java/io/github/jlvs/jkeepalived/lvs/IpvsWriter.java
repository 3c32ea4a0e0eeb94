// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one writer of the IPVS table, on a thread of its own: the kernel may take its time over a
 * large table without a check or an advertisement being late for it.
 *
 * <pre>
 *   checkers thread ── desire(table) ──► newest only ──► thread "jkeepalived-ipvs" ──► kernel
 * </pre>
 *
 * <p>It never sends a change: it brings what is there to what is wanted, at every new wish and
 * every few seconds, so that what somebody deleted by hand comes back and what is right is never
 * touched. Services that the configuration never named are not its own and stay as they are.
 */
public final class IpvsWriter {
  private static final Duration REPAIR_INTERVAL = Duration.ofSeconds(5);

  private final Ipvs ipvs;
  private final DaemonLog log;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /** Guarded by the lock, like the next three. */
  private Table wanted = Table.EMPTY;

  private final Set<ServiceId> owned = new HashSet<>();
  private boolean isNews;
  private boolean stopping;

  /** Belongs to the writer's thread: failures that have been said, until they are over. */
  private Set<String> said = new HashSet<>();

  /**
   * Starts the thread.
   *
   * @param ipvs closed by the writer when it stops
   * @param died told when the thread ends by an exception
   */
  public IpvsWriter(Ipvs ipvs, DaemonLog log, Consumer<Throwable> died) {
    this.ipvs = ipvs;
    this.log = log;
    this.thread = new Thread(this::run, "jkeepalived-ipvs");
    thread.setUncaughtExceptionHandler((dead, cause) -> died.accept(cause));
    thread.start();
  }

  /** Says what the table should be from now on. Thread-safe, never blocks for long. */
  public void desire(Table table) {
    lock.lock();
    try {
      wanted = table;
      owned.addAll(table.serviceIds());
      isNews = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the newest wish and ends the thread, waiting for so long at the most. */
  public void stop(Duration limit) {
    lock.lock();
    try {
      stopping = true;
      news.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      log.line(Part.CHECKERS, "The IPVS table was not written within " + limit.toSeconds() + " s");
    }
  }

  private void run() {
    try (ipvs) {
      boolean last = false;
      while (!last) {
        last = awaitNews();
        write();
      }
    }
  }

  /**
   * Waits for a wish, for the stop, or until it is time to look; true when it is the last round.
   */
  private boolean awaitNews() {
    lock.lock();
    try {
      long left = REPAIR_INTERVAL.toNanos();
      while (!isNews && !stopping && left > 0) {
        left = news.awaitNanos(left);
      }
      isNews = false;
      return stopping;
    } catch (InterruptedException e) {
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    Table table;
    Scope scope;
    lock.lock();
    try {
      table = wanted;
      scope = Scope.only(owned);
    } finally {
      lock.unlock();
    }
    Set<String> failures = new HashSet<>();
    try {
      Reconciliation done = ipvs.reconcile(table, scope);
      for (Outcome failure : done.failures()) {
        failures.add("IPVS: " + failure);
      }
    } catch (IpvsException e) {
      failures.add("IPVS: " + e.getMessage());
    }
    for (String failure : failures) {
      if (!said.contains(failure)) {
        log.line(Part.CHECKERS, failure);
      }
    }
    said = failures;
  }

  /** How long a stop may take: time for a table of some ten thousand entries. */
  public static Duration stopLimit() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(10));
  }
}
