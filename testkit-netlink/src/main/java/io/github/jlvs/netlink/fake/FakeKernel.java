// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.fake;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.WakeUp;
import io.github.jlvs.netlink.MessageWriter;
import io.github.jlvs.netlink.NetlinkFlags;
import io.github.jlvs.netlink.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's end of one netlink socket. It works through a datagram in order before {@link #send}
 * returns, answers every refusal and every request that asks for an acknowledgement, sends dumps in
 * datagrams of limited size and loses answers when its receive buffer is full, as Linux does.
 *
 * <pre>{@code
 * FakeKernel kernel = new FakeKernel((request, answer) -> answer.refuse(Errno.EBUSY));
 * try (NetlinkSocket socket = new NetlinkSocket(kernel, NetlinkOptions.defaults())) { ... }
 * }</pre>
 *
 * <p>Where Linux would wait, it says at once that the time ran out: tests need no real time.
 * Thread-safe.
 */
public final class FakeKernel implements Transport {
  private static final int DUMP_DATAGRAM = 8192;
  private static final int HEADER = 16;
  private static final int FLAGS_AT = 6;

  /** What the kernel does with a request. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Answers a request.
     *
     * @param request what is asked
     * @param answer takes the answer
     */
    void handle(FakeRequest request, FakeAnswer answer);
  }

  private final Handler handler;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private final List<FakeRequest> requests = new ArrayList<>();
  private final Set<Integer> groups = new HashSet<>();
  private final MessageWriter writer = new MessageWriter();
  private int dumpDatagram = DUMP_DATAGRAM;
  private int bufferedDatagrams = Integer.MAX_VALUE;
  private int room = 256;
  private int datagrams;
  private int requestsLeft = Integer.MAX_VALUE;
  private boolean overflowed;
  private boolean closed;

  /** Made at the first use: sockets without an event loop need none. */
  private @Nullable WakeUp readiness;

  /**
   * A kernel that does what a handler says.
   *
   * @param handler called once a request
   */
  public FakeKernel(Handler handler) {
    this.handler = handler;
  }

  /**
   * Sets how large the datagrams of a dump may become.
   *
   * @param bytes an entry larger than that comes alone
   * @return this
   */
  public synchronized FakeKernel withDumpDatagrams(int bytes) {
    dumpDatagram = bytes;
    return this;
  }

  /**
   * Sets how many datagrams may wait to be received; those beyond are lost, and the next receive
   * says ENOBUFS.
   *
   * @param most how many
   * @return this
   */
  public synchronized FakeKernel withReceiveBuffer(int most) {
    bufferedDatagrams = most;
    return this;
  }

  /**
   * Sets what {@link #acknowledgementRoom} says.
   *
   * @param acknowledgements at least 1
   * @return this
   */
  public synchronized FakeKernel withAcknowledgementRoom(int acknowledgements) {
    room = acknowledgements;
    return this;
  }

  /**
   * Kills the process that asks: what it had sent before is done, and it never comes to the rest.
   *
   * @param left how many more requests are done; the next one is an {@link IllegalStateException}
   *     to whoever sends it, also in the midst of a datagram of several
   * @return this
   */
  public synchronized FakeKernel killedAfter(int left) {
    requestsLeft = left;
    return this;
  }

  /**
   * Every request so far.
   *
   * @return a copy, in order
   */
  public synchronized List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * How many datagrams were sent to this kernel.
   *
   * @return the number of {@link #send} calls
   */
  public synchronized int datagrams() {
    return datagrams;
  }

  /**
   * Whether the socket was closed.
   *
   * @return true after {@link #close}
   */
  public synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Sends bytes as they are, for answers that no kernel would give.
   *
   * @param datagram the whole datagram
   */
  public synchronized void deliver(byte[] datagram) {
    if (queue.size() >= bufferedDatagrams) {
      overflowed = true;
    } else {
      queue.add(datagram.clone());
    }
    showReadiness();
  }

  /**
   * Answers a request that was kept waiting ({@link FakeAnswer#keepSilent}), in any order.
   *
   * @param request one of {@link #requests}
   * @param answer says what
   */
  public synchronized void answer(FakeRequest request, Consumer<FakeAnswer> answer) {
    FakeAnswer late = new FakeAnswer(request.sequence());
    answer.accept(late);
    send(request, late);
  }

  /**
   * Sends an event to a multicast group; without effect where it was not joined.
   *
   * @param group the group's number
   * @param type the message type
   * @param body writes what follows the header
   */
  public synchronized void publish(int group, int type, Consumer<MessageWriter> body) {
    if (groups.contains(group)) {
      writer.clear();
      write(type, 0, 0, body);
      flush();
    }
  }

  @Override
  public synchronized void send(ByteBuffer datagram) {
    requireOpen();
    datagrams++;
    ByteBuffer bytes = datagram.duplicate().order(ByteOrder.nativeOrder());
    while (bytes.remaining() >= HEADER) {
      int start = bytes.position();
      int length = bytes.getInt(start);
      if (length < HEADER || length > bytes.remaining()) {
        return;
      }
      byte[] payload = new byte[length - HEADER];
      bytes.get(start + HEADER, payload);
      FakeRequest request =
          new FakeRequest(
              Short.toUnsignedInt(bytes.getShort(start + 4)),
              Short.toUnsignedInt(bytes.getShort(start + 6)),
              bytes.getInt(start + 8),
              ByteBuffer.wrap(payload));
      if (requestsLeft == 0) {
        throw new IllegalStateException("the process that asks was killed here");
      }
      requestsLeft--;
      requests.add(request);
      answer(request);
      bytes.position(Math.min(bytes.limit(), start + (length + 3 & ~3)));
    }
  }

  private void answer(FakeRequest request) {
    FakeAnswer answer = new FakeAnswer(request.sequence());
    if (isRequest(request)) {
      handler.handle(request, answer);
    }
    send(request, answer);
  }

  private void send(FakeRequest request, FakeAnswer answer) {
    if (answer.isSilent()) {
      return;
    }
    if (answer.refusal().isPresent()) {
      error(request, answer.refusal().get().number());
    } else if (isRequest(request) && request.isDump()) {
      dump(request, answer);
    } else {
      answer.messages().forEach(this::deliver);
      if (request.wantsAcknowledgement()) {
        error(request, 0);
      }
    }
  }

  /** Control messages, and what is no request at all, are acknowledged and nothing else. */
  private static boolean isRequest(FakeRequest request) {
    return request.type() >= HEADER && (request.flags() & NetlinkFlags.NLM_F_REQUEST) != 0;
  }

  private void dump(FakeRequest request, FakeAnswer answer) {
    int flags = NetlinkFlags.NLM_F_MULTI;
    if (answer.isInterrupted()) {
      flags |= NetlinkFlags.NLM_F_DUMP_INTR;
    }
    ByteArrayOutputStream datagram = new ByteArrayOutputStream();
    for (byte[] message : answer.messages()) {
      if (datagram.size() > 0 && datagram.size() + message.length > dumpDatagram) {
        deliver(datagram.toByteArray());
        datagram.reset();
      }
      ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putShort(FLAGS_AT, (short) flags);
      datagram.writeBytes(message);
    }
    if (datagram.size() > 0) {
      deliver(datagram.toByteArray());
    }
    writer.clear();
    write(NetlinkFlags.NLMSG_DONE, flags, request.sequence(), out -> out.fixed32(0));
    flush();
  }

  /** An acknowledgement quotes the request's header alone, as with NETLINK_CAP_ACK. */
  private void error(FakeRequest request, int number) {
    writer.clear();
    write(
        NetlinkFlags.NLMSG_ERROR,
        NetlinkFlags.NLM_F_CAPPED,
        request.sequence(),
        out -> {
          out.fixed32(-number);
          out.fixed32(HEADER + request.payload().limit());
          out.fixed16(request.type());
          out.fixed16(request.flags());
          out.fixed32(request.sequence());
          out.fixed32(0);
        });
    flush();
  }

  private void write(int type, int flags, int sequence, Consumer<MessageWriter> body) {
    writer.begin(type, flags);
    writer.sequence(sequence);
    body.accept(writer);
    writer.end();
  }

  private void flush() {
    ByteBuffer bytes = writer.written();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    deliver(copy);
  }

  @Override
  public synchronized int receive(ByteBuffer into) {
    requireOpen();
    if (overflowed) {
      overflowed = false;
      showReadiness();
      return -Errno.ENOBUFS.number();
    }
    byte[] datagram = queue.poll();
    showReadiness();
    if (datagram == null) {
      return -Errno.EAGAIN.number();
    }
    into.put(0, datagram, 0, Math.min(datagram.length, into.capacity()));
    return datagram.length;
  }

  @Override
  public void receiveTimeout(long nanos) {
    // Time does not pass here.
  }

  @Override
  public synchronized int acknowledgementRoom() {
    requireOpen();
    return room;
  }

  @Override
  public synchronized void join(int group) {
    requireOpen();
    groups.add(group);
  }

  @Override
  public synchronized Descriptor descriptor() {
    WakeUp made = readiness;
    if (made == null) {
      made = WakeUp.open();
      readiness = made;
      showReadiness();
    }
    return made.descriptor();
  }

  /** The descriptor is ready while there is something to receive. */
  private void showReadiness() {
    if (readiness == null || closed) {
      return;
    }
    if (overflowed || !queue.isEmpty()) {
      readiness.signal();
    } else {
      readiness.drain();
    }
  }

  /** Whoever goes on with a closed descriptor errs; so says the real transport. */
  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the socket to the fake kernel is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (readiness != null) {
      readiness.close();
    }
  }
}
