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
import io.github.jlvs.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
  private static final int MOST_SAID = 5;

  private final Ipvs ipvs;
  private final DaemonLog log;
  private final Duration repairInterval;
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

  /** Belongs to the writer's thread: the last repair, until there was none to do. */
  private String repaired = "";

  /** Whether the last round was made by the writer's own thread. */
  private volatile boolean finished;

  private enum Occasion {
    NEWS,
    LOOK,
    LAST
  }

  /**
   * Starts the thread.
   *
   * @param ipvs closed by the writer when it stops
   * @param died told when the thread ends by an exception
   */
  public IpvsWriter(Ipvs ipvs, DaemonLog log, Consumer<Throwable> died) {
    this(ipvs, log, died, REPAIR_INTERVAL);
  }

  IpvsWriter(Ipvs ipvs, DaemonLog log, Consumer<Throwable> died, Duration repairInterval) {
    this.ipvs = ipvs;
    this.repairInterval = repairInterval;
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

  /**
   * Writes the newest wish and ends the thread, waiting for so long at the most. Where the thread
   * has died before, the wish is written on the calling one.
   */
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
      // What hangs in the kernel still uses the table: it stays open until the process ends.
      log.line(Part.CHECKERS, "The IPVS table was not written within " + limit.toSeconds() + " s");
      return;
    }
    try (ipvs) {
      if (!finished) {
        write(Occasion.LAST);
      }
    } catch (RuntimeException e) {
      log.line(Part.CHECKERS, "The IPVS table was not written: " + e);
    }
  }

  private void run() {
    Occasion occasion;
    do {
      occasion = awaitOccasion();
      write(occasion);
    } while (occasion != Occasion.LAST);
    finished = true;
  }

  /** Waits for a wish, for the stop, or until it is time to look. */
  private Occasion awaitOccasion() {
    lock.lock();
    try {
      long left = repairInterval.toNanos();
      while (!isNews && !stopping && left > 0) {
        left = news.awaitNanos(left);
      }
      Occasion occasion = stopping ? Occasion.LAST : isNews ? Occasion.NEWS : Occasion.LOOK;
      isNews = false;
      return occasion;
    } catch (InterruptedException e) {
      return Occasion.LAST;
    } finally {
      lock.unlock();
    }
  }

  private void write(Occasion occasion) {
    Table table;
    Scope scope;
    lock.lock();
    try {
      table = wanted;
      scope = Scope.only(owned);
    } finally {
      lock.unlock();
    }
    Set<String> failures = new LinkedHashSet<>();
    try {
      Reconciliation done = ipvs.reconcile(table, scope);
      for (Outcome failure : done.failures()) {
        failures.add("IPVS: " + failure);
      }
      if (occasion == Occasion.LOOK && said.isEmpty()) {
        sayRepaired(done);
      }
      if (done.isComplete()) {
        disown(table);
      }
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
    for (String failure : failures) {
      if (!said.contains(failure)) {
        log.line(Part.CHECKERS, failure);
      }
    }
    if (failures.isEmpty() && !said.isEmpty()) {
      log.line(Part.CHECKERS, "IPVS: the table is as it should be again");
    }
    said = failures;
  }

  /** What cannot be put right for good is said once, not at every look. */
  private void sayRepaired(Reconciliation done) {
    List<String> operations =
        done.rounds().stream()
            .flatMap(round -> round.outcomes().stream())
            .filter(Outcome.Done.class::isInstance)
            .map(outcome -> outcome.operation().toString())
            .toList();
    String now = String.join("; ", operations.subList(0, Math.min(MOST_SAID, operations.size())));
    if (operations.size() > MOST_SAID) {
      now += "; and " + (operations.size() - MOST_SAID) + " more";
    }
    if (!now.isEmpty() && !now.equals(repaired)) {
      log.line(Part.CHECKERS, "IPVS: the table was changed by somebody else, put right: " + now);
    }
    repaired = now;
  }

  /** What was removed is not ours any more: somebody may add it again by hand. */
  private void disown(Table written) {
    Set<ServiceId> keep = new HashSet<>(written.serviceIds());
    lock.lock();
    try {
      keep.addAll(wanted.serviceIds());
      owned.retainAll(keep);
    } finally {
      lock.unlock();
    }
  }

  /** How long a stop may take: time for a table of some ten thousand entries. */
  public static Duration stopLimit() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(10));
  }
}
