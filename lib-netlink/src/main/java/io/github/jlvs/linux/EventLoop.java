// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread's loop over descriptors, timers and tasks from other threads.
 *
 * <pre>
 *   other threads ── post(task) ──► queue ─┐ (wakes the loop)
 *                                          ▼
 *   run():  wait until a descriptor is ready or the nearest timer is due
 *           1. descriptors   handlers read until there is nothing more
 *           2. tasks
 *           3. timers that are due
 * </pre>
 *
 * <p>Descriptors come before timers on purpose: after a stall (garbage collection, a stopped
 * process, a paused machine) whatever the network said meanwhile is heard before a timer that ran
 * out is believed. Each turn looks at the descriptors once more before it runs timers that became
 * due while it waited.
 *
 * <p>Nothing a handler, task or timer does may block. An exception that one of them throws ends
 * {@link #run()} with it: a loop never goes on half-working. {@link #post} and {@link #stop} are
 * thread-safe; everything else belongs to the loop's thread (or to the time before it runs).
 */
public final class EventLoop implements AutoCloseable {
  /** What is done when a descriptor is ready. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Called when the descriptor is ready; level-triggered, so what is left unread calls again.
     *
     * @param events EPOLL bits
     */
    void ready(int events);
  }

  /** The slack of so short a wait is too small to matter: a tenth of a millisecond at worst. */
  private static final long SHORT_WAIT = 20_000_000;

  private static final int EARLY = 64;

  private final Epoll epoll = Epoll.open();
  private final WakeUp wakeUp = WakeUp.open();
  private final LongSupplier ticker;
  private final TimerQueue timers = new TimerQueue();
  private final List<@Nullable Watch> watches = new ArrayList<>();
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private int generation;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private long awakeSince;
  private volatile boolean stopped;

  /** A descriptor under watch. */
  public final class Watch implements AutoCloseable {
    private final Descriptor descriptor;
    private final Handler handler;
    private final int slot;

    /**
     * Slot and generation. A slot is used again within the same turn, for which the kernel may
     * already have reported an event of the watch that had it before: the generation tells them
     * apart.
     */
    private final long token;

    private Watch(Descriptor descriptor, Handler handler, int slot, int generation) {
      this.descriptor = descriptor;
      this.handler = handler;
      this.slot = slot;
      this.token = (long) generation << Integer.SIZE | slot;
    }

    /**
     * Changes what is watched for.
     *
     * @param interest EPOLL bits
     */
    public void interest(int interest) {
      epoll.modify(descriptor, interest, token);
    }

    /**
     * Stops watching. A descriptor that nobody shares may be closed first: the kernel then watches
     * it no more, and a system call is saved. A second call does nothing.
     */
    @Override
    public void close() {
      if (watches.get(slot) == this) {
        watches.set(slot, null);
        freeSlots.push(slot);
        if (descriptor.isOpen()) {
          epoll.remove(descriptor);
        }
      }
    }
  }

  private EventLoop(LongSupplier ticker) {
    this.ticker = ticker;
    watch(wakeUp.descriptor(), Epoll.EPOLLIN, events -> wakeUp.drain());
  }

  /**
   * Opens a loop on the system's monotonic clock.
   *
   * @return the loop; nothing happens until a thread calls {@link #run()}
   * @throws LinuxException if the kernel refuses
   */
  public static EventLoop open() {
    return new EventLoop(System::nanoTime);
  }

  /**
   * The loop's clock.
   *
   * @return nanoseconds, monotonic, from an arbitrary origin
   */
  public long now() {
    return ticker.getAsLong();
  }

  /**
   * When the wait of the present turn ended. What was due long before that, the loop has slept
   * through: its process was stopped, or nothing let it run. What became due after it waits for
   * what the loop itself does.
   *
   * @return nanoseconds of {@link #now()}; 0 before the first turn
   */
  public long awakeSince() {
    return awakeSince;
  }

  /**
   * Watches a descriptor, which stays its owner's.
   *
   * @param descriptor the descriptor
   * @param interest EPOLL bits
   * @param handler called on the loop's thread
   * @return the watch, to change or end it
   * @throws LinuxException if the kernel refuses
   */
  public Watch watch(Descriptor descriptor, int interest, Handler handler) {
    Integer freed = freeSlots.peek();
    int slot = freed == null ? watches.size() : freed;
    Watch watch = new Watch(descriptor, handler, slot, ++generation);
    epoll.add(descriptor, interest, watch.token);
    // Only now: a descriptor that the kernel refuses must not cost a slot.
    if (freed == null) {
      watches.add(watch);
    } else {
      freeSlots.pop();
      watches.set(slot, watch);
    }
    return watch;
  }

  /**
   * Makes a timer, not armed yet.
   *
   * @param action called on the loop's thread when it is due
   * @return the timer
   */
  public Timer timer(Runnable action) {
    return new Timer(timers, action);
  }

  /**
   * Has a task run on the loop's thread, soon. Thread-safe.
   *
   * @param task what to run; must not block
   */
  public void post(Runnable task) {
    tasks.add(task);
    wake();
  }

  /**
   * Has what a listener throws end {@link #run()} with it, wherever it is told something. A
   * question of another thread ({@link EventLoopThread#ask}) would else keep that exception to
   * itself, and the loop would go on half-working.
   *
   * @param <E> what it is told
   * @param listener told of something, on the loop's thread
   * @return hands everything over to the listener
   */
  public <E> Consumer<E> endedBy(Consumer<E> listener) {
    return told -> {
      try {
        listener.accept(told);
      } catch (RuntimeException | Error e) {
        post(
            () -> {
              throw e;
            });
        throw e;
      }
    };
  }

  /** Has {@link #run()} return after the turn it is in. Thread-safe. */
  public void stop() {
    stopped = true;
    wake();
  }

  /** Runs until {@link #stop()}; what was posted before is still run. */
  public void run() {
    while (!stopped) {
      turn(untilNextTimer());
    }
    runTasks();
  }

  /**
   * Runs one turn: waits at most so long, then descriptors, tasks and timers. For programs that
   * have a loop of their own, and for tests.
   *
   * @param timeoutNanos nanoseconds to wait at most; 0 not at all
   */
  public void turn(long timeoutNanos) {
    int count = epoll.await(timeoutNanos);
    awakeSince = ticker.getAsLong();
    if (count == 0 && timeoutNanos != 0) {
      // The wait ended by its timeout: the descriptors may have become ready since.
      count = epoll.await(0);
    }
    handle(count);
    // All that are ready, not only what one call has room for: else a timer that ran out would be
    // believed before what the network said, and a busy loop would fall behind for ever. Bounded,
    // since what is left unread is ready again.
    for (int left = watches.size() - count; Epoll.isFull(count) && left > 0; left -= count) {
      count = epoll.await(0);
      handle(count);
    }
    runTasks();
    timers.runDue(ticker);
  }

  private void handle(int count) {
    for (int i = 0; i < count; i++) {
      long token = epoll.token(i);
      Watch watch = watches.get((int) token);
      if (watch != null && watch.token == token) {
        watch.handler.ready(epoll.events(i));
      }
    }
  }

  /** Releases the loop's own descriptors; those it watches stay open. */
  @Override
  public void close() {
    epoll.close();
    wakeUp.close();
  }

  private void runTasks() {
    awake.set(false);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      wakeUp.signal();
    }
  }

  private long untilNextTimer() {
    if (timers.isEmpty()) {
      return -1;
    }
    return inTime(timers.nextDeadline() - ticker.getAsLong());
  }

  /**
   * How long to wait for a timer that is due in so many nanoseconds. The kernel may end a wait late
   * by a thousandth of it, by a two-hundredth for a process with a nice value above zero (the slack
   * of fs/select.c): 18 ms of 3.6 s. So a long wait ends early, and the rest is waited anew.
   */
  static long inTime(long nanosLeft) {
    return nanosLeft <= SHORT_WAIT ? Math.max(0, nanosLeft) : nanosLeft - nanosLeft / EARLY;
  }
}
