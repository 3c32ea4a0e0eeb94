// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An {@link EventLoop} on a named thread of its own, and what it serves there.
 *
 * <pre>
 *   any thread          the loop's thread
 *   start ────────────► opens what is served, and runs the loop
 *   ask, call, run ───► questions, in their order, between the loop's other work
 *   close ────────────► stops the loop, and closes what is served
 *   ended ◄──────────── however that came about
 * </pre>
 *
 * <p>What is served is opened, used and closed on that thread alone. An exception of a question is
 * its asker's and harms nobody else, but for an {@link OutOfMemoryError}, which may have left
 * anything half-done; that, and one of a handler, a timer or a posted task, ends the loop. Then too
 * what is served is closed first, questions without an answer fail, and {@link #ended} tells the
 * exception, as nobody else does: look at it.
 *
 * <p>The thread keeps the JVM alive until it has ended: a program whose other threads are through
 * must not leave behind, half-done, what only an orderly end takes back, such as the addresses of a
 * master.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is served
 */
public final class EventLoopThread<T extends AutoCloseable> implements AutoCloseable {
  /** Long enough, and not so long that the sum with a time overflows. */
  private static final long FOR_EVER = Long.MAX_VALUE / 4;

  private final String name;
  private final EventLoop loop;
  private final Thread thread;
  private final CompletableFuture<T> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** Fails the answers that are still owed. The lock for all that follows. */
  private final Set<Consumer<Throwable>> owed = new HashSet<>();

  private boolean over;
  private @Nullable Throwable death;

  private EventLoopThread(String name, Function<EventLoop, T> open, Consumer<Throwable> failing) {
    this.name = name;
    this.loop = EventLoop.open();
    this.thread = new Thread(() -> serve(open, failing), name);
    // Not what the thread that calls happens to be.
    thread.setDaemon(false);
  }

  /**
   * Starts the thread, in the calling thread's network namespace.
   *
   * @param <S> what is served
   * @param name the thread's name
   * @param open opens what is served, on the loop's thread
   * @return the running thread, once that is open
   * @throws LinuxException if the kernel gives no loop
   * @throws RuntimeException if it cannot be opened: what {@code open} threw
   */
  public static <S extends AutoCloseable> EventLoopThread<S> start(
      String name, Function<EventLoop, S> open) {
    return start(name, open, cause -> {});
  }

  /**
   * The same, for a program that has something to do before what is served is closed for an
   * exception: to free memory that it kept for that moment, for example.
   *
   * @param <S> what is served
   * @param name the thread's name
   * @param open opens what is served, on the loop's thread
   * @param failing told on the loop's thread what ends the loop, while what is served is still
   *     open; what it throws itself is passed over
   * @return the running thread, once that is open
   * @throws LinuxException if the kernel gives no loop
   * @throws RuntimeException if it cannot be opened: what {@code open} threw
   */
  public static <S extends AutoCloseable> EventLoopThread<S> start(
      String name, Function<EventLoop, S> open, Consumer<Throwable> failing) {
    EventLoopThread<S> started = new EventLoopThread<>(name, open, failing);
    started.thread.start();
    try {
      S unused = started.opened.join();
      return started;
    } catch (CompletionException e) {
      throw thrown(e);
    }
  }

  /**
   * The thread's name.
   *
   * @return as it was started with
   */
  public String name() {
    return name;
  }

  /**
   * Asks something of what is served. Never waits.
   *
   * @param <A> the answer
   * @param question called on the loop's thread, soon and once; must not block
   * @return the answer, completed on the loop's thread; fails with what the question threw, and
   *     with {@link IllegalStateException} if the loop has ended, or ends before it comes to it.
   *     Cancelling it withdraws a question that it has not come to
   */
  public <A> CompletableFuture<A> ask(Function<? super T, ? extends A> question) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    synchronized (owed) {
      if (!over) {
        Consumer<Throwable> failure = answer::completeExceptionally;
        owed.add(failure);
        loop.post(() -> answer(question, answer, failure));
        return answer;
      }
    }
    boolean unused = answer.completeExceptionally(hasEnded());
    return answer;
  }

  /**
   * Asks something and waits for the answer.
   *
   * @param <A> the answer
   * @param limit how long at the most; then the question is withdrawn, unless it is being answered
   * @param question called on the loop's thread; must not block
   * @return the answer
   * @throws IllegalStateException if the loop has ended or does not answer within the limit, if the
   *     calling thread is interrupted, and on the loop's own thread, which would wait for itself
   * @throws RuntimeException what the question threw
   */
  public <A> A call(Duration limit, Function<? super T, ? extends A> question) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          name + " would wait for itself: ask from another thread, or without waiting");
    }
    CompletableFuture<A> answer = ask(question);
    try {
      return answer.get(nanos(limit), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (TimeoutException e) {
      boolean unused = answer.cancel(false);
      throw new IllegalStateException(
          name + " did not answer within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      boolean unused = answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /**
   * {@link #call(Duration, Function)} for as long as it takes.
   *
   * @param <A> the answer
   * @param question called on the loop's thread; must not block
   * @return the answer
   * @throws IllegalStateException as there
   * @throws RuntimeException what the question threw
   */
  public <A> A call(Function<? super T, ? extends A> question) {
    return call(Duration.ofNanos(FOR_EVER), question);
  }

  /**
   * {@link #call(Duration, Function)} for what has no answer but that it is done.
   *
   * @param limit how long at the most
   * @param order called on the loop's thread; must not block
   * @throws IllegalStateException as there
   * @throws RuntimeException what the order threw
   */
  public void run(Duration limit, Consumer<? super T> order) {
    boolean unused =
        call(
            limit,
            served -> {
              order.accept(served);
              return true;
            });
  }

  /**
   * {@link #run(Duration, Consumer)} for as long as it takes.
   *
   * @param order called on the loop's thread; must not block
   * @throws IllegalStateException as there
   * @throws RuntimeException what the order threw
   */
  public void run(Consumer<? super T> order) {
    run(Duration.ofNanos(FOR_EVER), order);
  }

  /**
   * Has a task run on the loop's thread, soon. Never waits. What it throws ends the loop; after the
   * end it is dropped.
   *
   * @param task what to run; must not block
   */
  public void post(Runnable task) {
    synchronized (owed) {
      if (!over) {
        loop.post(task);
      }
    }
  }

  /**
   * When the thread has ended: what is served is closed by then.
   *
   * @return completes after {@link #close()}, or with the exception that the loop ended by; the
   *     same one for all callers, none of whom should complete it
   */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /**
   * Stops the loop, after the questions asked before, closes what is served and waits for the end,
   * whatever interrupts that: it is done when this returns. A second call does nothing but wait. On
   * the loop's own thread it does not wait: the thread ends when it is through with what calls
   * this.
   */
  @Override
  public void close() {
    boolean unused = close(Duration.ofNanos(FOR_EVER));
  }

  /**
   * The same, waiting for so long at the most. A thread that hangs is left behind, and closes what
   * is served if it ever goes on.
   *
   * @param limit how long
   * @return whether the thread has ended; on the loop's own thread it has not
   */
  public boolean close(Duration limit) {
    synchronized (owed) {
      if (!over) {
        loop.stop();
      }
    }
    return Thread.currentThread() != thread && awaitEnd(nanos(limit));
  }

  private boolean awaitEnd(long limit) {
    long deadline = System.nanoTime() + limit;
    boolean interrupted = false;
    try {
      while (thread.isAlive()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void serve(Function<EventLoop, T> open, Consumer<Throwable> failing) {
    Optional<Throwable> cause = Optional.empty();
    try (T served = open.apply(loop)) {
      boolean unused = opened.complete(served);
      turn(failing);
    } catch (Throwable e) {
      cause = Optional.of(e);
    }
    List<Consumer<Throwable>> unanswered;
    synchronized (owed) {
      over = true;
      death = cause.orElse(null);
      unanswered = List.copyOf(owed);
      owed.clear();
      // Nobody posts any more: the descriptor's number is soon another one's.
      loop.close();
    }
    unanswered.forEach(each -> each.accept(hasEnded()));
    cause.ifPresentOrElse(this::failed, () -> ended.complete(null));
  }

  private void turn(Consumer<Throwable> failing) {
    try {
      loop.run();
    } catch (Throwable e) {
      try {
        failing.accept(e);
      } catch (RuntimeException | Error inTelling) {
        e.addSuppressed(inTelling);
      }
      throw e;
    }
  }

  private void failed(Throwable cause) {
    boolean unusedNotOpened = opened.completeExceptionally(cause);
    boolean unused = ended.completeExceptionally(cause);
  }

  private <A> void answer(
      Function<? super T, ? extends A> question,
      CompletableFuture<A> answer,
      Consumer<Throwable> owing) {
    synchronized (owed) {
      owed.remove(owing);
    }
    if (answer.isDone()) {
      return; // withdrawn
    }
    try {
      boolean unused = answer.complete(question.apply(opened.join()));
    } catch (OutOfMemoryError e) {
      boolean unused = answer.completeExceptionally(e);
      throw e;
    } catch (Throwable e) {
      boolean unused = answer.completeExceptionally(e);
    }
  }

  private IllegalStateException hasEnded() {
    synchronized (owed) {
      return death == null
          ? new IllegalStateException(name + " has ended: start another one")
          : new IllegalStateException(
              name + " has ended because of an exception: start another one", death);
    }
  }

  private static long nanos(Duration limit) {
    // Saturates; a Duration may be longer than all nanoseconds of a long.
    return Math.min(TimeUnit.NANOSECONDS.convert(limit), FOR_EVER);
  }

  /** What is behind the exception of a future; that itself where it cannot be thrown. */
  private static RuntimeException thrown(Exception ofFuture) {
    Throwable cause = ofFuture.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(ofFuture);
  }
}
