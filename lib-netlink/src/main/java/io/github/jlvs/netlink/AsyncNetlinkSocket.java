// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the kernel whose answers arrive on an {@link EventLoop}.
 *
 * <pre>
 *   any thread ── execute, query, dump ──► requests ─┐  as many in flight as the receive buffer holds
 *                                          dumps ────┤  one at a time: the kernel refuses a second
 *                                                    ▼
 *   the loop's thread:    send ──► in flight, by sequence number ──► consumers, then the future
 * </pre>
 *
 * <p>Requests are sent in the order of the calls, save that a dump which waits for the one before
 * it is passed by what isn't a dump. Consumers, the writing of requests and the completion of
 * futures happen on the loop's thread, so what hangs on a future there must not block; use the
 * Async methods of {@link CompletableFuture} for the rest. The loop never waits for an answer. (The
 * kernel works through a request before send(2) returns, and for so long the loop stands still.)
 *
 * <p>A future fails with
 *
 * <ul>
 *   <li>{@link NetlinkException} with the kernel's reason if it refuses; ETIMEDOUT if it is silent
 *       for {@link NetlinkOptions#timeout()}, counted from the sending or the last answer; ENOBUFS
 *       if answers were lost, for each request whose answer isn't among those that were not: it may
 *       have been done or not; ECANCELED if the socket was closed first. After each of them but the
 *       last the socket goes on;
 *   <li>{@link MalformedMessageException} if an answer can't be decoded;
 *   <li>what the consumer or the request's body threw.
 * </ul>
 *
 * <p>Cancelling a future, or completing it otherwise, drops the answer: the consumer is not called
 * again (a call under way ends), and what was not yet sent never is. What was sent is not undone.
 *
 * <p>{@link #execute}, {@link #query} and {@link #dump} are thread-safe. Opening and {@link #close}
 * belong to the loop's thread, or to the time when none runs it; from elsewhere {@code
 * loop.post(socket::close)}. Close it before the loop.
 */
public final class AsyncNetlinkSocket implements AutoCloseable {
  private static final int RECEIVE_SIZE = 1 << 16;

  /** How many datagrams are read before the loop's other descriptors get a turn. */
  private static final int MOST_AT_ONCE = 64;

  /**
   * The kernel fills up to half of the receive buffer with a dump. A quarter is left to
   * acknowledgements, and as much to the answers before them.
   */
  private static final int SHARE_OF_ROOM = 4;

  private static final long FOR_EVER = Long.MAX_VALUE / 4;

  private final EventLoop loop;
  private final Transport transport;
  private final RequestSender sender;
  private final long timeoutNanos;
  private final int mostInFlight;
  private final ByteBuffer received =
      ByteBuffer.allocateDirect(RECEIVE_SIZE).order(ByteOrder.nativeOrder());
  private final DatagramReader datagram = new DatagramReader(received);
  private final EventLoop.Watch watch;

  /** Handed over by any thread, not yet seen by the loop's. */
  private final Queue<AsyncRequest> submitted = new ConcurrentLinkedQueue<>();

  private final Queue<AsyncRequest> requests = new ArrayDeque<>();
  private final Queue<AsyncRequest> dumps = new ArrayDeque<>();
  private final Map<Integer, AsyncRequest> inFlight = new LinkedHashMap<>();
  private boolean isDumping;

  /** Why answers are missing, made for an operation; told when those that are left are read. */
  private @Nullable Function<Object, RuntimeException> loss;

  private boolean mayHoldMore;
  private volatile boolean closed;

  /**
   * A socket over a transport of the caller's, which it closes when it is closed.
   *
   * @param loop where answers arrive
   * @param transport the transport; it must have a descriptor
   * @param options the timeout is used; the rest is the transport's affair
   * @throws LinuxException if the loop can't watch the descriptor
   */
  public AsyncNetlinkSocket(EventLoop loop, Transport transport, NetlinkOptions options) {
    this.loop = loop;
    this.transport = Trace.of(transport);
    this.sender = new RequestSender(this.transport);
    // Saturates, and leaves room to be added to a time of the loop.
    this.timeoutNanos = Math.min(TimeUnit.NANOSECONDS.convert(options.timeout()), FOR_EVER);
    this.mostInFlight = Math.max(1, this.transport.acknowledgementRoom() / SHARE_OF_ROOM);
    this.transport.receiveTimeout(0);
    this.watch =
        loop.watch(
            this.transport.descriptor(),
            Epoll.EPOLLIN,
            events -> {
              receive();
              sendWhatMayGo();
            });
  }

  /**
   * Opens a socket to the kernel.
   *
   * @param loop where answers arrive
   * @param protocol {@link NetlinkSocket#NETLINK_ROUTE}, {@link NetlinkSocket#NETLINK_GENERIC} or
   *     another
   * @param options how
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static AsyncNetlinkSocket open(EventLoop loop, int protocol, NetlinkOptions options) {
    Transport transport = KernelTransport.open(protocol, options);
    try {
      return new AsyncNetlinkSocket(loop, transport, options);
    } catch (LinuxException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * Does something. Thread-safe.
   *
   * @param request what to do; its body is written on the loop's thread
   * @return completed by the kernel's acknowledgement; failures as the class says
   */
  public CompletableFuture<Void> execute(Request request) {
    return query(
        request,
        reply -> {
          // Only the acknowledgement counts.
        });
  }

  /**
   * Asks for something that is answered by single messages. Thread-safe.
   *
   * @param request what to ask; its body is written on the loop's thread
   * @param consumer gets each answer on the loop's thread; valid only during the call
   * @return completed after the last answer; failures as the class says
   */
  public CompletableFuture<Void> query(Request request, Consumer<Reply> consumer) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    submit(new AsyncRequest(request, false, consumer, future, outcome -> future.complete(null)));
    return future;
  }

  /**
   * Reads a whole table, entry by entry, when the dumps asked for before are over. Thread-safe.
   *
   * @param request what to read; its body is written on the loop's thread
   * @param consumer gets each entry on the loop's thread; valid only during the call
   * @return completed after the last entry with whether they show one moment; failures as the class
   *     says
   */
  public CompletableFuture<DumpOutcome> dump(Request request, Consumer<Reply> consumer) {
    CompletableFuture<DumpOutcome> future = new CompletableFuture<>();
    submit(new AsyncRequest(request, true, consumer, future, future::complete));
    return future;
  }

  /**
   * Closes it: what has no answer yet fails with ECANCELED, and so does what is asked for later. A
   * second call does nothing. Belongs to the loop's thread, or to the time when none runs it.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    watch.close();
    transport.close();
    failInFlight(AsyncNetlinkSocket::closedBefore);
    refuse(requests);
    refuse(dumps);
    refuse(submitted);
  }

  private void submit(AsyncRequest request) {
    submitted.add(request);
    if (closed) {
      // Either this thread or the one that closes sees it.
      refuse(submitted);
    } else {
      loop.post(this::takeSubmitted);
    }
  }

  private void takeSubmitted() {
    if (closed) {
      refuse(submitted);
      return;
    }
    for (AsyncRequest next = submitted.poll(); next != null; next = submitted.poll()) {
      next.sequence(sender.nextSequence());
      Queue<AsyncRequest> queue = next.isDump() ? dumps : requests;
      queue.add(next);
    }
    sendWhatMayGo();
  }

  private void sendWhatMayGo() {
    for (AsyncRequest next = nextToSend(); next != null; next = nextToSend()) {
      if (!next.isGivenUp()) {
        send(next);
      }
    }
  }

  private @Nullable AsyncRequest nextToSend() {
    if (closed) {
      return null;
    }
    AsyncRequest request = requests.peek();
    AsyncRequest dump = isDumping ? null : dumps.peek();
    if (dump != null && (request == null || dump.isBefore(request))) {
      return dumps.poll();
    }
    return inFlight.size() < mostInFlight ? requests.poll() : null;
  }

  private void send(AsyncRequest next) {
    try {
      sender.send(next.request(), next.isDump(), next.sequence());
    } catch (RuntimeException e) {
      // Of the request's body, or the kernel's; neither must end the loop.
      next.fail(e);
      return;
    }
    inFlight.put(next.sequence(), next);
    isDumping |= next.isDump();
    next.startClock(loop.timer(() -> expire(next)), loop.now() + timeoutNanos);
  }

  /** Reads what is there, some of it if it is much: the loop comes back for the rest. */
  private void receive() {
    long deadline = loop.now() + timeoutNanos;
    mayHoldMore = true;
    for (int i = 0; i < MOST_AT_ONCE && !closed && mayHoldMore; i++) {
      int length = transport.receive(received);
      if (length > received.capacity()) {
        loss = operation -> new NetlinkException(operation, Errno.EMSGSIZE);
      } else if (length >= 0) {
        hear(length, deadline);
      } else if (length == -Errno.ENOBUFS.number()) {
        // What came before the loss is still there to be read.
        loss = operation -> new NetlinkException(operation, Errno.ENOBUFS);
      } else {
        mayHoldMore = false;
        if (length != -Errno.EAGAIN.number()) {
          Errno errno = Errno.ofResult(length);
          loss = operation -> new NetlinkException(operation, errno);
        }
        tellLoss();
      }
    }
  }

  /**
   * Everything is read, and the kernel answers before it takes the next request: whatever is in
   * flight now lost its answer. A dump is over too, for the kernel goes on with it at each read.
   */
  private void tellLoss() {
    Function<Object, RuntimeException> told = loss;
    if (told != null) {
      loss = null;
      failInFlight(told);
    }
  }

  private void hear(int length, long deadline) {
    datagram.start(length);
    try {
      while (!closed && datagram.next()) {
        hear(datagram.reply(), deadline);
      }
    } catch (MalformedMessageException e) {
      loss = operation -> e;
    }
  }

  private void hear(Reply reply, long deadline) {
    AsyncRequest asked = inFlight.get(reply.sequence());
    if (asked == null) {
      return; // its deadline is over
    }
    boolean isLast;
    try {
      isLast = asked.hear(reply);
    } catch (MalformedMessageException e) {
      // Only what ends a conversation is decoded there.
      forget(asked);
      asked.fail(e);
      return;
    }
    if (isLast) {
      forget(asked);
      asked.complete();
    } else if (!closed) {
      asked.moveDeadline(deadline);
    }
  }

  /** The time is over by the clock; but if the loop was held up, the answer may lie unread. */
  private void expire(AsyncRequest late) {
    receive();
    if (inFlight.get(late.sequence()) == late && !late.hasTimeLeft()) {
      if (mayHoldMore) {
        late.moveDeadline(loop.now());
      } else {
        forget(late);
        late.fail(new NetlinkException(late.request().operation(), Errno.ETIMEDOUT));
      }
    }
    sendWhatMayGo();
  }

  private void failInFlight(Function<Object, RuntimeException> why) {
    for (AsyncRequest each : List.copyOf(inFlight.values())) {
      forget(each);
      each.fail(why.apply(each.request().operation()));
    }
  }

  private void forget(AsyncRequest over) {
    over.stopClock();
    if (inFlight.remove(over.sequence()) != null && over.isDump()) {
      isDumping = false;
    }
  }

  private static void refuse(Queue<AsyncRequest> queue) {
    for (AsyncRequest next = queue.poll(); next != null; next = queue.poll()) {
      next.fail(closedBefore(next.request().operation()));
    }
  }

  private static NetlinkException closedBefore(Object operation) {
    return new NetlinkException(operation + ": the socket was closed", Errno.ECANCELED);
  }
}
