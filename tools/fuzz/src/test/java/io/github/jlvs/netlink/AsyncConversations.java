// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests and dumps in flight on a loop, to all of which the input is the answer. */
final class AsyncConversations {
  /** Sequence numbers 1 to 4; the second dump waits for the end of the first. */
  private static final List<Boolean> IS_DUMP = List.of(false, true, false, true);

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
    byte[] datagram = new byte[region.remaining()];
    region.duplicate().get(datagram);
    kernel.deliver(datagram);
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
