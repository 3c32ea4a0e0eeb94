// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.ipvs.LastWeights;
import io.github.jlvs.ipvs.Outcome;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.snapshot.TableReport;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
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
 * <p>The synchronisation daemon and the timeouts go the same way: {@link SettingsPlan}.
 */
public final class IpvsWriter {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  /** How often servers that drain are looked at. */
  private static final Duration DRAIN_INTERVAL = Duration.ofSeconds(1);

  /** A look takes so much of the time at the most: that of a large table comes less often. */
  private static final int LOOK_SHARE = 50;

  private final Ipvs ipvs;
  private final OwnedServices owned;
  private final DaemonLog log;
  private final long lookInterval;
  private final Consumer<TableReport> written;
  private final TableLog tableLog;
  private final DrainLog drainLog;
  private final SettingsWriter settingsWriter;
  private final SloppySettings sloppy;
  private final LastWeights lastWeights = new LastWeights();
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

  /** When the next look is due, of {@link System#nanoTime}. Belongs to the writer's thread. */
  private long nextLook;

  /** What the last look at the whole table could not do; likewise. */
  private List<String> standing = List.of();

  /** When servers that drain are looked at next, likewise. */
  private long nextDrainLook;

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
    this.ipvs = ipvs;
    this.owned = owned;
    this.lookInterval = lookInterval.toNanos();
    this.log = log;
    this.written = written;
    this.tableLog = new TableLog(log, events);
    this.drainLog = new DrainLog(log, events);
    this.settingsWriter = new SettingsWriter(ipvs);
    this.sloppy = new SloppySettings(line -> log.line(Part.CHECKERS, "IPVS: " + line));
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
    nextDrainLook = System.nanoTime();
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
      boolean look = nextLook - System.nanoTime() <= 0;
      return stopping ? Occasion.LAST : look ? Occasion.LOOK : Occasion.CHANGE;
    } catch (InterruptedException e) {
      return Occasion.LAST;
    } finally {
      lock.unlock();
    }
  }

  private long untilNextLook() {
    long now = System.nanoTime();
    return pending.drained().isEmpty()
        ? nextLook - now
        : Math.min(nextLook - now, nextDrainLook - now);
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
    Set<String> failures = new LinkedHashSet<>();
    if (fresh || work.whole().isPresent()) {
      writeSettings(wanted, occasion == Occasion.LOOK && !fresh, failures);
    }
    if (!work.changed().entries().isEmpty()) {
      writeChanged(work.changed(), failures);
    }
    work.whole()
        .ifPresentOrElse(
            whole -> compare(whole, occasion == Occasion.LOOK && !work.replaced(), failures),
            () -> tableLog.changed(failures));
    if (work.replaced()) {
      firstTable.complete(null);
    }
    long soon = System.nanoTime() + lookInterval;
    if (!failures.isEmpty() && soon - nextLook < 0) {
      nextLook = soon;
    }
    if (work.whole().isPresent()) {
      standing = List.copyOf(failures);
    } else {
      // Of services that were not looked at nothing new is known.
      failures.addAll(standing);
    }
    written.accept(new TableReport(List.copyOf(failures), leaving));
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
      owned.remember(Set.of());
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
    long begin = System.nanoTime();
    if (services.isEmpty() || nextDrainLook - begin > 0) {
      return;
    }
    try {
      drained(ipvs.snapshot(services));
    } catch (IpvsException | MalformedMessageException e) {
      tableLog.changed(Set.of("IPVS: " + e.getMessage()));
    }
    long end = System.nanoTime();
    nextDrainLook = end + Math.max(DRAIN_INTERVAL.toNanos(), (end - begin) * LOOK_SHARE);
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

  private void writeSettings(DesiredSettings wanted, boolean repair, Set<String> failures) {
    sloppy.write(wanted.sloppy()).forEach(failure -> failures.add("IPVS: " + failure));
    try {
      List<Outcome> outcomes = settingsWriter.write(wanted);
      outcomes.stream()
          .filter(outcome -> !(outcome instanceof Outcome.Done))
          .forEach(failure -> failures.add("IPVS: " + failure));
      if (repair) {
        tableLog.repaired(outcomes);
      } else {
        tableLog.set(outcomes);
      }
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
  }

  private void writeChanged(Table services, Set<String> failures) {
    try {
      addFailures(ipvs.reconcileOnly(services, lastWeights), failures);
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
  }

  private void compare(PendingTable.Whole whole, boolean repair, Set<String> failures) {
    long begin = System.nanoTime();
    owned.remember(whole.owned());
    try {
      Reconciliation done = ipvs.reconcile(whole.table(), whole.scope(), lastWeights);
      addFailures(done, failures);
      whole.sweep().ifPresent(keyword -> swept(keyword, whole, done));
      tableLog.cleared(whole.leftBehind(), done);
      if (repair) {
        tableLog.repaired(done);
      }
      if (done.isComplete()) {
        written(whole.table());
        owned.remember(whole.table().serviceIds());
      }
    } catch (IpvsException | MalformedMessageException e) {
      failures.add("IPVS: " + e.getMessage());
    }
    tableLog.compared(failures);
    long end = System.nanoTime();
    nextLook = end + Math.max(lookInterval, (end - begin) * LOOK_SHARE);
  }

  private void swept(String keyword, PendingTable.Whole whole, Reconciliation done) {
    tableLog.swept(keyword, whole.owned()::contains, done);
    lock.lock();
    try {
      pending.swept();
    } finally {
      lock.unlock();
    }
  }

  private static void addFailures(Reconciliation done, Set<String> failures) {
    done.failures().forEach(failure -> failures.add("IPVS: " + failure));
  }

  private void written(Table table) {
    lock.lock();
    try {
      pending.written(table);
    } finally {
      lock.unlock();
    }
  }

  /** How long a stop may take: time for a table of some ten thousand entries. */
  public static Duration stopLimit() {
    return Duration.ofSeconds(10);
  }
}
