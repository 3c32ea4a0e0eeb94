// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.LinuxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many requests, pipelined.
 *
 * <p>A datagram holds as many requests as answers are sure to fit into the receive buffer, and only
 * its last one asks for an acknowledgement: the kernel works through a datagram in order before
 * send(2) returns, and reports every refusal by itself. So when the last one's answer is there, a
 * request without an answer was done.
 */
final class Batch {
  private static final int MOST_REQUESTS = 256;
  private static final int MOST_BYTES = 1 << 16;

  private final Exchange exchange;
  private final Transport transport;
  private final List<Request> requests;
  private final @Nullable Result[] results;

  Batch(Exchange exchange, Transport transport, List<Request> requests) {
    this.exchange = exchange;
    this.transport = transport;
    this.requests = requests;
    this.results = new Result[requests.size()];
  }

  List<Result> run() {
    int room = requests.isEmpty() ? 1 : transport.acknowledgementRoom();
    int most = Math.min(MOST_REQUESTS, room);
    int from = 0;
    while (from < requests.size()) {
      from = runSome(from, most);
    }
    List<Result> inOrder = new ArrayList<>(results.length);
    for (Result result : results) {
      inOrder.add(result == null ? Result.Done.INSTANCE : result);
    }
    return inOrder;
  }

  /** Sends one datagram's worth and hears its answers; returns where to go on. */
  private int runSome(int from, int most) {
    int first = 0;
    int to = from;
    RequestSender sender = exchange.sender();
    MessageWriter writer = sender.writer();
    writer.clear();
    do {
      int number = sender.nextSequence();
      first = to == from ? number : first;
      boolean isLast = to + 1 == requests.size() || to + 1 == from + most;
      // A long request before the end of the count ends the datagram too, and must ask then.
      boolean isFull = isLast || writer.size() > MOST_BYTES;
      sender.write(requests.get(to), isFull ? NetlinkFlags.NLM_F_ACK : 0, number);
      to++;
      if (isFull) {
        break;
      }
    } while (true);
    try {
      sender.send(requests.get(from).operation());
    } catch (NetlinkException e) {
      fill(from, to, e, Result.Failed::new);
      return to;
    }
    hear(from, to, first);
    return to;
  }

  private void hear(int from, int to, int firstSequence) {
    boolean[] over = new boolean[1];
    try {
      while (!over[0]) {
        exchange.receive(
            requests.get(from).operation(),
            reply -> {
              int index = reply.sequence() - firstSequence;
              boolean mine = index >= 0 && index < to - from;
              if (mine && reply.type() == NetlinkFlags.NLMSG_ERROR) {
                note(from + index, reply);
                over[0] |= from + index == to - 1;
              }
              return mine;
            });
      }
    } catch (LinuxException lost) {
      // Answers were dropped or never came: what has none may have been done or not.
      fill(from, to, lost, Result.Unknown::new);
    }
  }

  private void note(int index, Reply reply) {
    NetlinkException refusal = Exchange.refusal(requests.get(index).operation(), reply);
    results[index] = refusal == null ? Result.Done.INSTANCE : new Result.Failed(refusal);
  }

  private void fill(
      int from, int to, LinuxException cause, Function<NetlinkException, Result> result) {
    for (int i = from; i < to; i++) {
      if (results[i] == null) {
        results[i] = result.apply(new NetlinkException(requests.get(i).operation(), cause));
      }
    }
  }
}
