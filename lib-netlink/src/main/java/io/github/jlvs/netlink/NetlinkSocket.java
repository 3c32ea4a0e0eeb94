// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.LinuxException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to the kernel and their answers.
 *
 * <p>Thread-safe: operations of several threads follow one another. An operation can't be started
 * from inside the consumer of another one on the same socket. Blocking; the longest silence is
 * {@link NetlinkOptions#timeout()}, after which an operation fails with ETIMEDOUT. {@link #close()}
 * waits for the operation under way.
 */
public final class NetlinkSocket implements AutoCloseable {
  /** Routing, links, addresses and neighbours. */
  public static final int NETLINK_ROUTE = 0;

  /** Generic netlink. */
  public static final int NETLINK_GENERIC = 16;

  /** NETLINK_NETFILTER of linux/netlink.h. */
  public static final int NETLINK_NETFILTER = 12;

  private final ReentrantLock lock = new ReentrantLock();
  private final Transport transport;
  private final Exchange exchange;

  /**
   * A socket over a transport of the caller's, which it closes when it is closed.
   *
   * @param transport the transport
   * @param options the timeout is used; the rest is the transport's affair
   */
  public NetlinkSocket(Transport transport, NetlinkOptions options) {
    this.transport = Trace.of(transport);
    this.exchange = new Exchange(this.transport, options.timeout());
  }

  /**
   * Opens a socket to the kernel.
   *
   * @param protocol {@link #NETLINK_ROUTE}, {@link #NETLINK_GENERIC} or another
   * @param options how
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static NetlinkSocket open(int protocol, NetlinkOptions options) {
    return new NetlinkSocket(KernelTransport.open(protocol, options), options);
  }

  /**
   * Opens a socket with the default options.
   *
   * @param protocol {@link #NETLINK_ROUTE}, {@link #NETLINK_GENERIC} or another
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static NetlinkSocket open(int protocol) {
    return open(protocol, NetlinkOptions.defaults());
  }

  /**
   * Does something and waits for the acknowledgement.
   *
   * @param request what to do
   * @throws NetlinkException if the kernel refuses, or does not answer in time
   */
  public void execute(Request request) {
    query(
        request,
        reply -> {
          // Only the acknowledgement counts.
        });
  }

  /**
   * Asks for something that is answered by single messages.
   *
   * @param request what to ask
   * @param consumer gets each answer; valid only during the call
   * @throws NetlinkException if the kernel refuses, or does not answer in time
   * @throws MalformedMessageException if the answer can't be decoded
   */
  public void query(Request request, Consumer<Reply> consumer) {
    DumpOutcome unused = exclusively(() -> exchange.converse(request, false, consumer));
  }

  /**
   * Reads a whole table, entry by entry: memory doesn't grow with the table.
   *
   * @param request what to read
   * @param consumer gets each entry; valid only during the call
   * @return whether the entries show one moment
   * @throws NetlinkException if the kernel refuses, or does not answer in time
   * @throws MalformedMessageException if an entry can't be decoded
   */
  public DumpOutcome dump(Request request, Consumer<Reply> consumer) {
    return exclusively(() -> exchange.converse(request, true, consumer));
  }

  /**
   * Reads a whole table, again when it changed meanwhile.
   *
   * @param <T> what is made of the entries
   * @param request what to read
   * @param attempts how often at the most, at least 1
   * @param decode makes a value of an entry
   * @return the entries, of one moment
   * @throws NetlinkException if the kernel refuses or does not answer in time; EAGAIN if the table
   *     changed during every attempt
   * @throws MalformedMessageException if an entry can't be decoded
   */
  public <T> List<T> dumpConsistently(
      Request request, int attempts, java.util.function.Function<Reply, T> decode) {
    return exclusively(() -> exchange.dumpConsistently(request, attempts, decode));
  }

  /**
   * Sends many requests with as few system calls as the receive buffer allows, asking for an
   * acknowledgement of the last of each datagram alone; refusals come back one by one and are
   * matched by their sequence numbers. A refused request does not stop those behind it.
   *
   * @param requests what to do, in order
   * @return one result a request, in the same order
   */
  public List<Result> batch(List<Request> requests) {
    return exclusively(() -> new Batch(exchange, transport, requests).run());
  }

  /**
   * Closes it, after the operation under way in another thread; a second call does nothing. From
   * inside a consumer it closes at once. Any use after that is an {@link IllegalStateException}.
   */
  /**
   * Sends requests that the kernel carries out together or not at all
   * (linux/netfilter/nfnetlink.h): between a message that begins and one that ends them, of which
   * no acknowledgement is asked.
   *
   * @param begin begins them
   * @param requests what to do, in order; at least one
   * @param end ends them
   * @throws NetlinkException of the first that the kernel refuses, or if it does not answer in
   *     time; nothing was done when it refuses
   */
  public void transaction(Request begin, List<Request> requests, Request end) {
    DumpOutcome unused = exclusively(() -> exchange.transact(begin, requests, end));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      transport.close();
    } finally {
      lock.unlock();
    }
  }

  private <T> T exclusively(Supplier<T> operation) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "a netlink operation can't be started from the consumer of another on the same socket");
    }
    lock.lock();
    try {
      return operation.get();
    } finally {
      lock.unlock();
    }
  }
}
