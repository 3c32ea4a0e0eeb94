// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.Scope;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
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
 *   checkers thread ── desire(table), change(services) ──► newest only ──► "jkeepalived-ipvs" ──► kernel
 * </pre>
 *
 * <p>It never sends a change: it brings what is there to what is wanted. What has changed is a few
 * services, so only these are read and compared, together where several changed while the kernel
 * was at work: a rack that is lost costs what its services hold. The whole table is compared at the
 * start, at a reload, and at looks with a rhythm of their own, so that what somebody deleted by
 * hand comes back and what failed is tried again; what is right is never touched. Services that the
 * configuration never named are not its own and stay as they are.
 */
public final class IpvsWriter {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  /** A look takes so much of the time at the most: that of a large table comes less often. */
  private static final int LOOK_SHARE = 50;

  private final Ipvs ipvs;
  private final DaemonLog log;
  private final long lookInterval;
  private final TableNews tableNews;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  /** Guarded by the lock, like the next. */
  private final Wishes wishes = new Wishes();

  private boolean stopping;

  /** Whether a round is under way. Guarded by the lock. */
  private boolean writing;

  /** When the next look is due, of {@link System#nanoTime}. Belongs to the writer's thread. */
  private long nextLook;

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
    this(ipvs, log, died, LOOK_INTERVAL);
  }

  IpvsWriter(Ipvs ipvs, DaemonLog log, Consumer<Throwable> died, Duration lookInterval) {
    this.ipvs = ipvs;
    this.lookInterval = lookInterval.toNanos();
    this.log = log;
    this.tableNews = new TableNews(log);
    this.thread = new Thread(this::run, "jkeepalived-ipvs");
    thread.setUncaughtExceptionHandler((dead, cause) -> died.accept(cause));
    thread.start();
  }

  /** Says what the whole table should be from now on. Thread-safe, never blocks for long. */
  public void desire(Table table) {
    lock.lock();
    try {
      wishes.replace(table);
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what some services of the table should be from now on. Thread-safe, never blocks for long.
   *
   * @param services of the table that was desired last; others are left alone
   */
  public void change(Collection<Table.Entry> services) {
    lock.lock();
    try {
      wishes.change(services);
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
    nextLook = System.nanoTime() + lookInterval;
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
      long left = nextLook - System.nanoTime();
      while (!wishes.isNews() && !stopping && left > 0) {
        left = news.awaitNanos(left);
      }
      // News do not put a look off: while a rack goes up and down there is no end of them.
      return stopping ? Occasion.LAST : left <= 0 ? Occasion.LOOK : Occasion.NEWS;
    } catch (InterruptedException e) {
      return Occasion.LAST;
    } finally {
      lock.unlock();
    }
  }

  private void write(Occasion occasion) {
    Wishes.Work work;
    lock.lock();
    try {
      work = wishes.take(occasion != Occasion.NEWS);
      writing = true;
    } finally {
      lock.unlock();
    }
    if (!work.changed().entries().isEmpty()) {
      writeChanged(work.changed());
    }
    work.whole().ifPresent(whole -> compare(whole, occasion == Occasion.LOOK && !work.replaced()));
    lock.lock();
    try {
      writing = false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether all that was desired until now has been written, or refused. Thread-safe. */
  boolean isIdle() {
    lock.lock();
    try {
      return !writing && !wishes.isNews();
    } finally {
      lock.unlock();
    }
  }

  private void writeChanged(Table services) {
    Set<String> failures = new LinkedHashSet<>();
    try {
      addFailures(ipvs.reconcileOnly(services), failures);
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
    tableNews.changed(failures);
    if (!failures.isEmpty()) {
      lookWithin(lookInterval);
    }
  }

  private void compare(Wishes.Whole whole, boolean repair) {
    long begin = System.nanoTime();
    Set<String> failures = new LinkedHashSet<>();
    try {
      Reconciliation done = ipvs.reconcile(whole.table(), Scope.only(whole.owned()));
      addFailures(done, failures);
      if (repair) {
        tableNews.repaired(done);
      }
      if (done.isComplete()) {
        written(whole.table());
      }
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
    tableNews.compared(failures);
    long end = System.nanoTime();
    nextLook = end + Math.max(lookInterval, (end - begin) * LOOK_SHARE);
    if (!failures.isEmpty()) {
      lookWithin(lookInterval);
    }
  }

  private void lookWithin(long nanos) {
    long soon = System.nanoTime() + nanos;
    if (soon - nextLook < 0) {
      nextLook = soon;
    }
  }

  private static void addFailures(Reconciliation done, Set<String> failures) {
    for (Outcome failure : done.failures()) {
      failures.add("IPVS: " + failure);
    }
  }

  private void written(Table table) {
    lock.lock();
    try {
      wishes.written(table);
    } finally {
      lock.unlock();
    }
  }

  /** How long a stop may take: time for a table of some ten thousand entries. */
  public static Duration stopLimit() {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(10));
  }
}
