// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import io.github.jlvs.jkeepalived.thread.WorkThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Messages on their way, on a thread of their own, which begins with the first of them. Sending
 * never blocks. A receiver that takes none is told in the log once, and once more when it takes
 * them again; how many were given up meanwhile is told then, or at the end. Thread-safe.
 *
 * @param <R> a receiver; {@code toString} is its name in the log
 * @param <M> a message
 */
public final class Outbox<R, M> implements AutoCloseable {
  /** What messages are called in the log: one, and several. */
  private final Names names;

  private final Delivery<R, M> delivery;
  private final Consumer<String> log;
  private final Patience patience;
  private final WorkThread thread;

  /** Guarded by this, as all that follows but what is told. */
  private final Backlog<R, M> backlog;

  private boolean closing;

  /** Why a receiver takes none, as it was told. Of the thread alone. */
  private final Map<R, String> told = new HashMap<>();

  /**
   * What messages are called.
   *
   * @param one such as {@code mail}
   * @param several such as {@code mails}
   */
  public record Names(String one, String several) {}

  /**
   * Makes one.
   *
   * @param log receives lines
   * @param died told when its thread ends by an exception
   */
  public Outbox(
      String threadName,
      Names names,
      Delivery<R, M> delivery,
      Consumer<String> log,
      Patience patience,
      Consumer<Throwable> died) {
    this.names = names;
    this.delivery = delivery;
    this.log = log;
    this.patience = patience;
    this.thread = new WorkThread(threadName, this::run, died);
    this.backlog = new Backlog<>(patience);
  }

  /** Has a message delivered, if it can be. */
  public synchronized void send(R receiver, M message) {
    if (closing) {
      return;
    }
    backlog.add(System.nanoTime(), receiver, message);
    thread.begin();
    notifyAll();
  }

  /** Tries again at once what waits: the configuration has changed. */
  public synchronized void tryNow() {
    backlog.tryNow();
    notifyAll();
  }

  /** Takes no more, and tries once more what waits. Does not wait for that. */
  public synchronized void finish() {
    if (!closing) {
      closing = true;
      backlog.tryNow();
      notifyAll();
    }
  }

  /** The same, and waits for it for a short time at the most. */
  @Override
  public void close() {
    close(patience.farewell());
  }

  /**
   * The same, and waits for it.
   *
   * @param limit how long at the most, where that is less than its own patience
   */
  public void close(Duration limit) {
    finish();
    boolean ended =
        thread.awaitEnd(limit.compareTo(patience.farewell()) < 0 ? limit : patience.farewell());
    synchronized (this) {
      backlog.clear();
      long lost = backlog.takeLost() + (ended ? 0 : 1);
      if (lost > 0) {
        log.accept(count(lost) + " not sent: the daemon stops");
      }
    }
  }

  private void run() {
    Optional<Backlog.Waiting<R, M>> next = next();
    while (next.isPresent()) {
      deliver(next.get());
      next = next();
    }
  }

  /** Waits for the next message that is due; nothing at the end. */
  private synchronized Optional<Backlog.Waiting<R, M>> next() {
    try {
      while (true) {
        long now = System.nanoTime();
        Optional<Backlog.Waiting<R, M>> due = backlog.take(now);
        long next = backlog.nextDue();
        if (due.isPresent() || closing) {
          return due;
        } else if (next == Backlog.NEVER) {
          wait();
        } else {
          TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, next - now));
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; whoever does means it to end.
      return Optional.empty();
    }
  }

  private void deliver(Backlog.Waiting<R, M> waiting) {
    R receiver = waiting.receiver();
    try {
      delivery.deliver(receiver, waiting.message());
      succeeded(receiver);
    } catch (DeliveryException e) {
      failed(waiting, String.valueOf(e.getMessage()), e.isRefused());
    } catch (RuntimeException e) {
      // A library's fault over one message must not end all of them.
      failed(waiting, "fault of the program: " + e.getClass().getName(), false);
    }
  }

  private void succeeded(R receiver) {
    long lost;
    synchronized (this) {
      backlog.done(receiver);
      lost = told.containsKey(receiver) ? backlog.takeLost() : 0;
    }
    if (told.remove(receiver) != null) {
      log.accept(
          capital(names.several)
              + " to "
              + receiver
              + " go out again"
              + (lost > 0 ? "; " + count(lost) + " lost" : ""));
    }
  }

  private void failed(Backlog.Waiting<R, M> waiting, String why, boolean refused) {
    R receiver = waiting.receiver();
    synchronized (this) {
      if (refused) {
        backlog.done(receiver);
        backlog.lose();
      } else {
        backlog.back(System.nanoTime(), waiting);
      }
    }
    if (!why.equals(told.put(receiver, why))) {
      log.accept(
          "Cannot send "
              + names.one
              + " to "
              + receiver
              + ": "
              + why
              + (refused
                  ? "; given up"
                  : "; tried again for " + patience.lifetime().toMinutes() + " min (said once)"));
    }
  }

  private String count(long count) {
    return count == 1 ? "1 " + names.one + " was" : count + " " + names.several + " were";
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
