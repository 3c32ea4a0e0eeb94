// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of an {@link AsyncNetlinkSocket} on its way to its answers. Made on any thread,
 * afterwards the loop's own.
 */
final class AsyncRequest {
  private final Request request;
  private final boolean isDump;
  private final CompletableFuture<?> future;
  private final Consumer<DumpOutcome> success;
  private final Conversation conversation;
  private int sequence;
  private @Nullable Timer deadline;

  AsyncRequest(
      Request request,
      boolean isDump,
      Consumer<Reply> consumer,
      CompletableFuture<?> future,
      Consumer<DumpOutcome> success) {
    this.request = request;
    this.isDump = isDump;
    this.future = future;
    this.success = success;
    this.conversation =
        new Conversation(
            request.operation(),
            reply -> {
              // Who cancelled the future hears no more, but the kernel's answer is read to its end.
              if (!future.isDone()) {
                consumer.accept(reply);
              }
            });
  }

  Request request() {
    return request;
  }

  boolean isDump() {
    return isDump;
  }

  int sequence() {
    return sequence;
  }

  void sequence(int number) {
    sequence = number;
  }

  /** Whether nobody waits for it any more. */
  boolean isGivenUp() {
    return future.isDone();
  }

  boolean isBefore(AsyncRequest other) {
    return sequence - other.sequence < 0;
  }

  void startClock(Timer timer, long deadlineNanos) {
    deadline = timer;
    timer.arm(deadlineNanos);
  }

  void moveDeadline(long deadlineNanos) {
    if (deadline != null) {
      deadline.arm(deadlineNanos);
    }
  }

  boolean hasTimeLeft() {
    return deadline != null && deadline.isArmed();
  }

  void stopClock() {
    if (deadline != null) {
      deadline.cancel();
    }
  }

  /** Takes an answer; returns whether it was the last. */
  boolean hear(Reply reply) {
    conversation.accept(reply);
    return conversation.isOver();
  }

  void complete() {
    DumpOutcome outcome;
    try {
      outcome = conversation.outcome();
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    success.accept(outcome);
  }

  void fail(RuntimeException cause) {
    boolean unusedWasWaiting = future.completeExceptionally(cause);
  }
}
