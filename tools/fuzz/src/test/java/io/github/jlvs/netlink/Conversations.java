// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** A dump and a batch over a kernel whose answers are the input, one datagram each. */
final class Conversations {
  private static final int BATCH = 3;

  private Conversations() {}

  static String hold(ByteBuffer region) {
    StringBuilder said = new StringBuilder();
    List<Request> requests =
        IntStream.range(0, BATCH).mapToObj(i -> new Request("ask " + i, 18, 0, out -> {})).toList();
    try (NetlinkSocket socket = socket(region)) {
      List<Result> results = socket.batch(requests);
      if (results.size() != BATCH) {
        throw new IllegalStateException(results.size() + " results of " + BATCH + " requests");
      }
      said.append(results);
    } catch (MalformedMessageException refused) {
      said.append(refused.getMessage());
    }
    try (NetlinkSocket socket = socket(region)) {
      said.append(socket.dump(requests.get(0), reply -> said.append(reply.payloadLength())));
    } catch (NetlinkException refusal) {
      said.append(refusal.getMessage());
    }
    return said.toString();
  }

  private static NetlinkSocket socket(ByteBuffer region) {
    return new NetlinkSocket(new Answering(region), NetlinkOptions.defaults());
  }

  /** Gives the input as the answer, its first message with the sequence number waited for. */
  private static final class Answering implements Transport {
    private final ByteBuffer answer;
    private boolean isAnswered;
    private int sequence;

    Answering(ByteBuffer answer) {
      this.answer = answer;
    }

    @Override
    public void send(ByteBuffer datagram) {
      sequence = datagram.getInt(8);
    }

    @Override
    public int receive(ByteBuffer into) {
      if (isAnswered) {
        return -Errno.EAGAIN.number();
      }
      isAnswered = true;
      int length = Math.min(answer.remaining(), into.capacity());
      into.put(0, answer, answer.position(), length);
      if (length >= MessageWriter.MESSAGE_HEADER) {
        into.putInt(8, sequence);
      }
      return length;
    }

    @Override
    public void receiveTimeout(long nanos) {
      // Time does not pass here.
    }

    @Override
    public int acknowledgementRoom() {
      return BATCH;
    }

    @Override
    public void join(int group) {
      throw new NetlinkException("join", Errno.EINVAL);
    }

    @Override
    public Descriptor descriptor() {
      throw new UnsupportedOperationException("an input has no descriptor");
    }

    @Override
    public void close() {
      isAnswered = true;
    }
  }
}
