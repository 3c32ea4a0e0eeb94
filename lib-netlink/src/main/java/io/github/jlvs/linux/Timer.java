// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

/**
 * A timer of an {@link EventLoop}: armed, moved and cancelled without allocation, any number of
 * times. Belongs to the loop's thread.
 */
public final class Timer {
  static final int NOT_QUEUED = -1;

  private final TimerQueue queue;
  private final Runnable action;
  private long deadline;
  private int position = NOT_QUEUED;

  Timer(TimerQueue queue, Runnable action) {
    this.queue = queue;
    this.action = action;
  }

  /**
   * Arms it, or moves it when it is armed already.
   *
   * @param deadlineNanos when it is due, on the loop's clock ({@link EventLoop#now()})
   */
  public void arm(long deadlineNanos) {
    deadline = deadlineNanos;
    queue.place(this);
  }

  /** Cancels it; a timer that isn't armed stays so. */
  public void cancel() {
    queue.remove(this);
  }

  /**
   * Whether it will run.
   *
   * @return true from {@link #arm} until it runs or is cancelled
   */
  public boolean isArmed() {
    return position != NOT_QUEUED;
  }

  long deadline() {
    return deadline;
  }

  int position() {
    return position;
  }

  void position(int newPosition) {
    position = newPosition;
  }

  void fire() {
    action.run();
  }
}
