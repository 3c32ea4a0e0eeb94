// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.LinuxException;
import java.nio.ByteBuffer;

/**
 * What a {@link NetlinkSocket} talks through: the kernel, or in tests a fake one. Used by one
 * thread at a time. What it is asked to do after {@link #close} ends in {@link
 * IllegalStateException}.
 */
public interface Transport extends AutoCloseable {
  /**
   * Sends one datagram, which may hold several messages.
   *
   * @param datagram from position to limit
   * @throws LinuxException if it can't be sent
   */
  void send(ByteBuffer datagram);

  /**
   * Receives one datagram to the buffer's start, waiting at most the receive timeout.
   *
   * @param into the whole capacity may be used
   * @return the datagram's full length, more than the capacity where it was cut off; or {@code
   *     -errno}: EAGAIN when the time ran out, ENOBUFS when the kernel dropped messages
   */
  int receive(ByteBuffer into);

  /**
   * Sets how long {@link #receive} waits.
   *
   * @param nanos nanoseconds; 0 for not at all
   */
  void receiveTimeout(long nanos);

  /**
   * Ends the wait of a thread that is inside {@link #receive}, which then says EAGAIN, and every
   * later wait. Thread-safe. A transport that never waits has nothing to do.
   */
  default void wake() {}

  /**
   * How many acknowledgements fit into the receive buffer for sure.
   *
   * @return at least 1
   */
  int acknowledgementRoom();

  /**
   * Joins a multicast group.
   *
   * @param group the group's number
   * @throws NetlinkException if the kernel refuses
   */
  void join(int group);

  /**
   * The descriptor, for an event loop.
   *
   * @return the descriptor
   * @throws UnsupportedOperationException if there is none
   */
  Descriptor descriptor();

  /** Closes it; a second call does nothing. */
  @Override
  void close();
}
