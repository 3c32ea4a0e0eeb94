// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with the kernel at a time: a request goes out, answers come in until the
 * acknowledgement, the error or the end of the dump. Answers to anything else (an operation that
 * timed out before) are passed over by their sequence numbers.
 */
final class Exchange {
  /** The kernel fills dump datagrams up to 32 KiB; a single answer is never longer. */
  private static final int RECEIVE_SIZE = 1 << 16;

  private static final long AT_ONCE_NANOS = 1_000;

  private final Transport transport;
  private final long timeoutNanos;
  private final RequestSender sender;
  private final ByteBuffer received =
      ByteBuffer.allocateDirect(RECEIVE_SIZE).order(ByteOrder.nativeOrder());
  private final DatagramReader datagram = new DatagramReader(received);

  Exchange(Transport transport, Duration timeout) {
    this.transport = transport;
    // Saturates: Duration.toNanos fails beyond 292 years, and such a timeout means "for ever".
    this.timeoutNanos = TimeUnit.NANOSECONDS.convert(timeout);
    this.sender = new RequestSender(transport);
  }

  RequestSender sender() {
    return sender;
  }

  DumpOutcome converse(Request request, boolean isDump, Consumer<Reply> consumer) {
    int number = sender.nextSequence();
    sender.send(request, isDump, number);
    Conversation conversation = new Conversation(request.operation(), consumer);
    while (!conversation.isOver()) {
      receive(
          request.operation(),
          reply -> {
            boolean mine = reply.sequence() == number;
            if (mine) {
              conversation.accept(reply);
            }
            return mine;
          });
    }
    return conversation.outcome();
  }

  /**
   * The acknowledgements come once all is done: those of refusals, and that of the last request.
   */
  DumpOutcome transact(Request begin, List<Request> requests, Request end) {
    sender.writer().clear();
    int first = sender.nextSequence();
    sender.write(begin, 0, first);
    int last = first;
    for (int i = 0; i < requests.size(); i++) {
      last = sender.nextSequence();
      sender.write(requests.get(i), i + 1 == requests.size() ? NetlinkFlags.NLM_F_ACK : 0, last);
    }
    sender.write(end, 0, sender.nextSequence());
    sender.send(begin.operation());
    int lastRequest = last;
    Conversation conversation = new Conversation(begin.operation(), reply -> {});
    while (!conversation.isOver()) {
      receive(
          begin.operation(),
          reply -> {
            boolean mine = reply.sequence() - first >= 0 && reply.sequence() - lastRequest <= 1;
            if (mine) {
              conversation.accept(reply);
            }
            return mine;
          });
    }
    return conversation.outcome();
  }

  <T> List<T> dumpConsistently(Request request, int attempts, Function<Reply, T> decode) {
    for (int attempt = 1; attempt <= attempts; attempt++) {
      List<T> entries = new ArrayList<>();
      DumpOutcome outcome = converse(request, true, reply -> entries.add(decode.apply(reply)));
      if (outcome == DumpOutcome.CONSISTENT) {
        return entries;
      }
    }
    throw new NetlinkException(
        request.operation() + ": the table changed during each of " + attempts + " reads",
        Errno.EAGAIN);
  }

  /** What looks at a message and says whether it belonged to the conversation. */
  interface Visitor {
    boolean visit(Reply reply);
  }

  /**
   * Receives until a datagram held something that belongs here. Other datagrams do not prolong the
   * wait, but that the clock starts when the first of them came: where nobody interferes it is
   * never read, and on machines without a vDSO that is a system call saved for each answer.
   */
  void receive(Object operation, Visitor visitor) {
    if (receiveOne(operation, visitor)) {
      return;
    }
    long deadline = System.nanoTime() + timeoutNanos;
    while (!receiveOne(operation, visitor)) {
      if (System.nanoTime() - deadline > 0) {
        throw new NetlinkException(operation, Errno.ETIMEDOUT);
      }
    }
  }

  /** Receives a datagram; returns whether it held something that belongs here. */
  private boolean receiveOne(Object operation, Visitor visitor) {
    int length = transport.receive(received);
    if (length == -Errno.EAGAIN.number()) {
      throw new NetlinkException(operation, Errno.ETIMEDOUT);
    }
    if (length == -Errno.ENOBUFS.number()) {
      drain(visitor);
    }
    if (length < 0) {
      throw new NetlinkException(operation, Errno.ofResult(length));
    }
    if (length > received.capacity()) {
      throw new NetlinkException(operation, Errno.EMSGSIZE);
    }
    datagram.start(length);
    boolean mine = false;
    while (datagram.next()) {
      mine |= visitor.visit(datagram.reply());
    }
    return mine;
  }

  /**
   * Answers were lost, but those before them wait in a full buffer, which would swallow the next
   * operation's as well: reads what is there.
   */
  private void drain(Visitor visitor) {
    transport.receiveTimeout(AT_ONCE_NANOS);
    try {
      int length = 0;
      while (length >= 0 || length == -Errno.ENOBUFS.number()) {
        length = transport.receive(received);
        datagram.start(Math.max(0, Math.min(length, received.capacity())));
        while (datagram.next()) {
          boolean unused = visitor.visit(datagram.reply());
        }
      }
    } finally {
      transport.receiveTimeout(timeoutNanos);
    }
  }

  /** Reads an NLMSG_ERROR; null is an acknowledgement. */
  static @Nullable NetlinkException refusal(Object operation, Reply reply) {
    return reply.u32(0) == 0
        ? null
        : new NetlinkException(operation, errno(reply), explanation(reply, Integer.BYTES));
  }

  /** The errno that the reply begins with; the kernel writes it as a number below zero. */
  static Errno errno(Reply reply) {
    int result = reply.u32(0);
    // The least int has no counterpart above zero.
    if (result >= 0 || result == Integer.MIN_VALUE) {
      throw new MalformedMessageException("netlink: result " + result + " is no -errno");
    }
    return Errno.ofResult(result);
  }

  /**
   * The attributes behind an error number and, in an NLMSG_ERROR, the header of the request, which
   * brings its payload along unless the kernel says that it left it out.
   */
  static ExtendedAcknowledgement explanation(Reply reply, int numberSize) {
    if ((reply.flags() & NetlinkFlags.NLM_F_ACK_TLVS) == 0) {
      return ExtendedAcknowledgement.NONE;
    }
    int skip = numberSize;
    if (reply.type() == NetlinkFlags.NLMSG_ERROR) {
      boolean capped = (reply.flags() & NetlinkFlags.NLM_F_CAPPED) != 0;
      int requestLength = capped ? MessageWriter.MESSAGE_HEADER : reply.u32(numberSize);
      if (requestLength < 0 || requestLength > reply.payloadLength() - numberSize) {
        throw new MalformedMessageException(
            "netlink: an error quotes a request of " + requestLength + " bytes that isn't there");
      }
      skip += (requestLength + 3) & ~3;
    }
    return skip > reply.payloadLength()
        ? ExtendedAcknowledgement.NONE
        : ExtendedAcknowledgement.read(reply.attributes(skip));
  }
}
