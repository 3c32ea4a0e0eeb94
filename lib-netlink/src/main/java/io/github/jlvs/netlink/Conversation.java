// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Errno;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers to one request. A consumer that throws is not called again; the rest is drained. */
final class Conversation {
  private final Object operation;
  private final Consumer<Reply> consumer;
  private boolean over;
  private boolean interrupted;
  private @Nullable RuntimeException failure;

  Conversation(Object operation, Consumer<Reply> consumer) {
    this.operation = operation;
    this.consumer = consumer;
  }

  boolean isOver() {
    return over;
  }

  DumpOutcome outcome() {
    if (failure != null) {
      throw failure;
    }
    return interrupted ? DumpOutcome.INTERRUPTED : DumpOutcome.CONSISTENT;
  }

  void accept(Reply reply) {
    interrupted |= (reply.flags() & NetlinkFlags.NLM_F_DUMP_INTR) != 0;
    switch (reply.type()) {
      case NetlinkFlags.NLMSG_NOOP -> {
        // Says nothing.
      }
      case NetlinkFlags.NLMSG_ERROR -> end(Exchange.refusal(operation, reply));
      case NetlinkFlags.NLMSG_DONE -> end(endOfDump(reply));
      case NetlinkFlags.NLMSG_OVERRUN -> end(new NetlinkException(operation, Errno.ENOBUFS));
      default -> consume(reply);
    }
  }

  /** A dump can end with an error number in place of a normal end. */
  private @Nullable NetlinkException endOfDump(Reply reply) {
    if (reply.payloadLength() < Integer.BYTES || reply.u32(0) >= 0) {
      return null;
    }
    return new NetlinkException(
        operation, Exchange.errno(reply), Exchange.explanation(reply, Integer.BYTES));
  }

  private void end(@Nullable NetlinkException refusal) {
    over = true;
    if (failure == null) {
      failure = refusal;
    }
  }

  private void consume(Reply reply) {
    if (failure != null) {
      return;
    }
    try {
      consumer.accept(reply);
    } catch (RuntimeException e) {
      // The kernel refuses a new dump until this one is read to its end.
      failure = e;
    }
  }
}
