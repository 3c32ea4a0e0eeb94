// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.snapshot.TableReport;
import io.github.jlvs.jkeepalived.thread.Rhythm;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.net.IpProtocol;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The one writer of the IPVS table, on a thread of its own: the kernel may take its time over a
 * large table without a check or an advertisement being late for it.
 *
 * <pre>
 *   checkers thread ── desire(table), change(services) ──┐
 *   routers' thread ── syncDaemon(daemon) ───────────────┴──► newest only ──► "jkeepalived-ipvs" ──► kernel
 * </pre>
 *
 * <p>It never sends a change: it brings what is there to what is desired. What has changed is a few
 * services, so only these are read and compared, together where several changed while the kernel
 * was at work: a rack that is lost costs what its services hold. The whole table is compared at the
 * start, at a reload, and at looks with a rhythm of their own, so that what somebody deleted by
 * hand comes back and what failed is tried again; what is right is never touched. Services that the
 * configuration never named are not its own and stay as they are. Which are its own is remembered
 * ({@link OwnedServices}) before a service is added and after one was removed, for the start after
 * a crash.
 *
 * <p>The synchronisation daemon and the timeouts go the same way: {@link SettingsPlan}. What is
 * said to the kernel, and what of it fails, is the business of {@link TableRounds}; here is what
 * these are made of, and when.
 */
public final class IpvsWriter {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  /** How often servers that drain are looked at. */
  private static final Duration DRAIN_INTERVAL = Duration.ofSeconds(1);

  /** A look takes so much of the time at the most: that of a large table comes less often. */
  private static final int LOOK_SHARE = 50;

  private final TableRounds rounds;
  private final DaemonLog log;
  private final Consumer<TableReport> written;
  private final DrainLog drainLog;

  /** Those at the whole table. Belongs to the writer's thread, like the next. */
  private final Rhythm looks;

  /** Those at servers that drain. */
  private final Rhythm drainLooks = new Rhythm(DRAIN_INTERVAL, LOOK_SHARE, System::nanoTime);

  private final WorkThread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final CompletableFuture<Void> firstTable = new CompletableFuture<>();

  /** Guarded by the lock, like the next. */
  private final PendingTable pending = new PendingTable();

  private DesiredSettings settings = DesiredSettings.NONE;
  private boolean settingsChanged;
  private boolean stopping;
  private boolean releasing;

  /** Whether a round is under way. Guarded by the lock. */
  private boolean writing;

  /** Whether the last round was made by the writer's own thread. */
  private volatile boolean finished;

  private enum Occasion {
    CHANGE,
    LOOK,
    LAST
  }

  /**
   * Starts the thread.
   *
   * @param ipvs closed by the writer when it stops
   * @param owned what is remembered of an earlier life; from now on the writer's alone
   * @param events told on the thread what happens to the table
   * @param written told on the thread what came of each round
   * @param died told when the thread ends by an exception
   */
  public IpvsWriter(
      Ipvs ipvs,
      OwnedServices owned,
      DaemonLog log,
      Consumer<DaemonEvent> events,
      Consumer<TableReport> written,
      Consumer<Throwable> died) {
    this(ipvs, owned, log, events, written, died, LOOK_INTERVAL);
  }

  IpvsWriter(
      Ipvs ipvs,
      OwnedServices owned,
      DaemonLog log,
      Consumer<DaemonEvent> events,
      Consumer<TableReport> written,
      Consumer<Throwable> died,
      Duration lookInterval) {
    this.rounds = new TableRounds(ipvs, owned, log, events);
    this.log = log;
    this.written = written;
    this.drainLog = new DrainLog(log, events);
    this.looks = new Rhythm(lookInterval, LOOK_SHARE, System::nanoTime);
    pending.adopt(owned.known());
    this.thread = new WorkThread("jkeepalived-ipvs", this::run, died);
    thread.begin();
  }

  /** Says what the whole table should be from now on. Thread-safe, never blocks for long. */
  public void desire(Table table) {
    desire(table, List.of());
  }

  /**
   * Says what the whole table should be from now on. Thread-safe, never blocks for long.
   *
   * @param leaving servers of services that stay, which drain before they leave
   */
  void desire(Table table, List<Draining.Leaving> leaving) {
    lock.lock();
    try {
      pending.replace(table, leaving, System.nanoTime());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says which servers an operator drains from now on. Thread-safe, never blocks for long.
   *
   * @param staying all of them; in the table they have weight 0 as in what is desired
   */
  void drain(Collection<Draining.Staying> staying) {
    lock.lock();
    try {
      pending.stay(staying);
      changed.signal();
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
      pending.change(services);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * With the table that is desired next goes what others have made, once. Thread-safe.
   *
   * @param keyword what the configuration asks that with
   */
  public void sweep(String keyword) {
    lock.lock();
    try {
      pending.sweep(keyword);
    } finally {
      lock.unlock();
    }
  }

  /** The services that are there when it stops are nobody's then. Thread-safe. */
  public void release() {
    lock.lock();
    try {
      releasing = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says which synchronisation daemon should run from now on. Thread-safe, never blocks for long.
   *
   * @param daemon the only one; where there is none, those of others are left alone
   */
  public void syncDaemon(Optional<SyncDaemon> daemon) {
    desire(settings -> settings.with(daemon));
  }

  /**
   * Says which settings should hold from now on. Thread-safe, never blocks for long.
   *
   * @param timeouts 0 for one that is not ours to set
   * @param sloppy of which protocols, TCP or SCTP, connections are taken up in their middle
   */
  public void hold(Timeouts timeouts, Set<IpProtocol> sloppy) {
    desire(settings -> settings.with(timeouts, sloppy));
  }

  private void desire(UnaryOperator<DesiredSettings> change) {
    lock.lock();
    try {
      DesiredSettings next = change.apply(settings);
      settingsChanged |= !next.equals(settings);
      settings = next;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what was desired last and ends the thread, waiting for so long at the most. Where the
   * thread has died before, it is written on the calling one.
   */
  public void stop(Duration limit) {
    lock.lock();
    try {
      stopping = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    // Whatever interrupts that: a table that is left behind misleads others.
    if (!thread.awaitEnd(limit)) {
      // What hangs in the kernel still uses the table: it stays open until the process ends.
      log.line(Part.CHECKERS, "The IPVS table was not written within " + limit.toSeconds() + " s");
      return;
    }
    try (rounds) {
      if (!finished) {
        write(Occasion.LAST);
      }
    } catch (RuntimeException e) {
      log.line(Part.CHECKERS, "The IPVS table was not written: " + e);
    }
  }

  private void run() {
    looks.done(System.nanoTime());
    Occasion occasion;
    do {
      occasion = awaitOccasion();
      write(occasion);
    } while (occasion != Occasion.LAST);
    finished = true;
  }

  /** Waits for a change, for the stop, or until it is time to look. */
  private Occasion awaitOccasion() {
    lock.lock();
    try {
      long left = untilNextLook();
      while (!pending.isPending() && !settingsChanged && !stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      // Changes do not put a look off: while a rack goes up and down there is no end of them.
      return stopping ? Occasion.LAST : looks.isDue() ? Occasion.LOOK : Occasion.CHANGE;
    } catch (InterruptedException e) {
      return Occasion.LAST;
    } finally {
      lock.unlock();
    }
  }

  private long untilNextLook() {
    return pending.drained().isEmpty() ? looks.left() : Math.min(looks.left(), drainLooks.left());
  }

  private void write(Occasion occasion) {
    PendingTable.Work work;
    Map<ServiceId, List<Destination>> leaving;
    DesiredSettings wanted;
    boolean fresh;
    boolean released;
    lock.lock();
    try {
      if (occasion == Occasion.LAST) {
        pending.stopDraining();
      }
      work = pending.take(occasion != Occasion.CHANGE);
      leaving = pending.leaving();
      wanted = settings;
      fresh = settingsChanged;
      settingsChanged = false;
      writing = true;
    } finally {
      lock.unlock();
    }
    long begin = System.nanoTime();
    TableRounds.Done done = rounds.write(work, wanted, fresh, occasion == Occasion.LOOK);
    if (work.whole().isPresent()) {
      compared(work.whole().get(), done);
      looks.done(begin);
    }
    if (work.replaced()) {
      firstTable.complete(null);
    }
    if (!done.failures().isEmpty()) {
      looks.soon();
    }
    written.accept(new TableReport(done.failures(), leaving));
    // After the write: a server that has its weight still may get a connection any moment.
    lookAtDraining();
    lock.lock();
    try {
      writing = false;
      released = occasion == Occasion.LAST && releasing;
    } finally {
      lock.unlock();
    }
    if (released) {
      rounds.release();
    }
  }

  private void compared(PendingTable.Whole whole, TableRounds.Done done) {
    lock.lock();
    try {
      done.comparison().ifPresent(came -> pending.compared(whole, came.isComplete()));
    } finally {
      lock.unlock();
    }
  }

  private void lookAtDraining() {
    Set<ServiceId> services;
    List<Draining.News> news;
    lock.lock();
    try {
      services = pending.drained();
      news = pending.takeNews();
    } finally {
      lock.unlock();
    }
    drainLog.say(news);
    if (!services.isEmpty() && drainLooks.isDue()) {
      long begin = System.nanoTime();
      rounds.read(services).ifPresent(this::drained);
      drainLooks.done(begin);
    }
  }

  private void drained(Snapshot found) {
    boolean templatesExpire = drainLog.doTemplatesExpire();
    List<Draining.News> news;
    lock.lock();
    try {
      pending.look(found, templatesExpire, System.nanoTime());
      news = pending.takeNews();
    } finally {
      lock.unlock();
    }
    drainLog.say(news);
  }

  /**
   * Done when the first whole table is in the kernel, or the kernel has refused what is not.
   * Whoever asks to be told is told on the writer's thread.
   */
  public CompletableFuture<Void> firstTable() {
    return firstTable.copy();
  }

  /** Whether all that was desired until now has been written, or refused. Thread-safe. */
  boolean isIdle() {
    lock.lock();
    try {
      return !writing && !pending.isPending() && !settingsChanged;
    } finally {
      lock.unlock();
    }
  }

  /** How long a stop may take: time for a table of some ten thousand entries. */
  public static Duration stopLimit() {
    return Duration.ofSeconds(10);
  }
}
