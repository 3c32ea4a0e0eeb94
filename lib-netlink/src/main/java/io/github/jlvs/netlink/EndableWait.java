// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.WakeUp;
import java.util.concurrent.TimeUnit;

/**
 * A wait for a descriptor that another thread can end: a thread that sleeps in recvmsg(2) would
 * sleep on when its socket is closed. {@link #end} is thread-safe, the rest belongs to the thread
 * that waits.
 */
final class EndableWait implements AutoCloseable {
  /** Who waits for longer looks once a day in vain. */
  private static final long MOST_NANOS = TimeUnit.DAYS.toNanos(1);

  private final Epoll epoll;
  private final WakeUp wakeUp;

  private EndableWait(Epoll epoll, WakeUp wakeUp) {
    this.epoll = epoll;
    this.wakeUp = wakeUp;
  }

  static EndableWait open(Descriptor socket) {
    Epoll epoll = Epoll.open();
    try {
      WakeUp wakeUp = WakeUp.open();
      epoll.add(socket, Epoll.EPOLLIN, 0);
      epoll.add(wakeUp.descriptor(), Epoll.EPOLLIN, 1);
      return new EndableWait(epoll, wakeUp);
    } catch (LinuxException e) {
      epoll.close();
      throw e;
    }
  }

  /** Returns when there is something to receive, once it is ended, or at the end of the time. */
  void await(long nanos) {
    int unused = epoll.await(Math.min(nanos, MOST_NANOS));
  }

  /** Ends this wait and every later one. */
  void end() {
    wakeUp.signal();
  }

  @Override
  public void close() {
    epoll.close();
    wakeUp.close();
  }
}
