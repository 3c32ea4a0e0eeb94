// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Requests and dumps in flight on a loop, to which the input is the answer: a message of sequence
 * number 1 to 4 belongs to one of them, others to nobody.
 */
final class AsyncConversations {
  /** The second dump waits for the end of the first. */
  private static final List<Boolean> IS_DUMP = List.of(false, true, false, true);

  private static final int SEQUENCE_AT = 8;

  private AsyncConversations() {}

  static String hold(ByteBuffer region) {
    StringBuilder said = new StringBuilder();
    FakeKernel kernel = new FakeKernel((request, answer) -> answer.keepSilent());
    List<CompletableFuture<?>> futures = new ArrayList<>();
    try (EventLoop loop = EventLoop.open();
        AsyncNetlinkSocket socket =
            new AsyncNetlinkSocket(loop, kernel, NetlinkOptions.defaults())) {
      for (boolean isDump : IS_DUMP) {
        Request request = new Request("ask " + futures.size(), 18, 0, out -> {});
        futures.add(
            isDump
                ? socket.dump(request, reply -> said.append(reply.payloadLength()).append(' '))
                : socket.query(request, reply -> said.append(reply.payloadLength()).append(' ')));
      }
      loop.turn(0);
      deliver(region, kernel);
      loop.turn(0);
      // The dump that waited is asked for now, and hears the same.
      deliver(region, kernel);
      loop.turn(0);
    }
    futures.forEach(each -> said.append(outcome(each)).append('\n'));
    return said.toString();
  }

  private static void deliver(ByteBuffer region, FakeKernel kernel) {
    ByteBuffer datagram =
        ByteBuffer.wrap(new byte[region.remaining()]).order(ByteOrder.nativeOrder());
    datagram.put(0, region, region.position(), region.remaining());
    int before = kernel.requests().get(0).sequence() - 1;
    int at = 0;
    while (datagram.limit() - at >= MessageWriter.MESSAGE_HEADER) {
      datagram.putInt(at + SEQUENCE_AT, before + datagram.getInt(at + SEQUENCE_AT));
      // A length that is none ends the datagram for its reader too.
      long length = Math.max(MessageWriter.MESSAGE_HEADER, datagram.getInt(at));
      at = (int) Math.min(datagram.limit(), at + (length + 3 & ~3L));
    }
    kernel.deliver(datagram.array());
  }

  private static String outcome(CompletableFuture<?> future) {
    if (!future.isDone()) {
      throw new IllegalStateException("a request without an outcome after the close");
    }
    return future
        .handle((value, failure) -> failure == null ? "done " + value : documented(failure))
        .join();
  }

  private static String documented(Throwable failure) {
    if (failure instanceof NetlinkException || failure instanceof MalformedMessageException) {
      return String.valueOf(failure.getMessage());
    }
    throw new IllegalStateException("a request failed with what is not documented", failure);
  }
}
