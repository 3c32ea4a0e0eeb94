// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.Conversation;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One try, over one connection or several, one after the other.
 *
 * <pre>
 *   start ──► connecting ──► conversation ──► outcome
 *      │       ▲   │   sending ◄─┴─► waiting     ▲
 *      │       └── │ ──────────────┘             │   another connection
 *      └───────────┴─────────────────────────────┘   refused, unreachable, reset
 * </pre>
 *
 * <p>The outcome is told once, after everything is closed. The time limit is not kept here: whoever
 * keeps it calls {@link #close()}, after which no outcome is told. Each turn of the loop reads one
 * buffer at most, so a peer that floods takes no more than its share.
 */
final class ConversationTry implements Attempt {
  /** While connecting: no memory, no local port left, or this host does not let us. */
  private static final Map<Errno, String> NO_LOCAL_MEANS =
      Map.of(
          Errno.ENOMEM,
          "connect",
          Errno.ENOBUFS,
          "connect",
          Errno.EADDRNOTAVAIL,
          "connect, for which a local port is free (net.ipv4.ip_local_port_range)",
          Errno.EAGAIN,
          "connect, for which a local port is free (net.ipv4.ip_local_port_range)",
          Errno.EPERM,
          "connect, which a rule of this host forbids",
          Errno.EACCES,
          "connect, which a rule of this host forbids");

  /**
   * What a connection that has been set up ends with when the peer resets it. Before, it is refused
   * instead (tcp_reset of net/ipv4/tcp_input.c): so these mean that the peer had accepted.
   */
  private static final Set<Errno> RESET_AFTER_HANDSHAKE = Set.of(Errno.ECONNRESET, Errno.EPIPE);

  private static final int BROKEN = Epoll.EPOLLERR | Epoll.EPOLLHUP;

  private final EventLoop loop;
  private final Conversation conversation;
  private final ByteBuffer buffer;
  private final Owner owner;
  private final RandomGenerator random;
  private Route route;
  private @Nullable Channel channel;
  private EventLoop.@Nullable Watch watch;
  private @Nullable ByteBuffer unsent;
  private boolean connected;
  private boolean heard;
  private boolean over;

  /**
   * A try that has not begun.
   *
   * @param buffer direct; shared by all tries of the loop, since each empties it before it returns
   */
  ConversationTry(
      EventLoop loop,
      RandomGenerator random,
      Route route,
      Conversation conversation,
      ByteBuffer buffer,
      Owner owner) {
    this.loop = loop;
    this.random = random;
    this.route = route;
    this.conversation = conversation;
    this.buffer = buffer;
    this.owner = owner;
  }

  private void reconnect() {
    closeConnection();
    watch = null;
    channel = null;
    unsent = null;
    connected = false;
    heard = false;
    owner.reconnecting();
    start();
  }

  @Override
  public void start() {
    Channel opened;
    try {
      opened = route.open();
    } catch (LinuxException e) {
      // Nothing was sent over it yet: whatever went wrong says nothing about the real server.
      over = true;
      owner.impossible(e);
      return;
    }
    channel = opened;
    int result = opened.connect(route.remote());
    if (result == 0) {
      established(opened);
    } else if (result == -Errno.EINPROGRESS.number()) {
      await(opened);
    } else {
      unreachable(opened, Errno.ofResult(result));
    }
  }

  private void unreachable(Channel opened, Errno errno) {
    Optional<String> ours = Optional.ofNullable(NO_LOCAL_MEANS.get(errno));
    if (ours.isPresent()) {
      impossible(new LinuxException(opened.socket() + ": " + ours.get(), errno));
    } else {
      fail(errno);
    }
  }

  /**
   * Where nothing is connected, it is at the first datagram that this host says what it forbids.
   */
  private void unsendable(Channel on, Errno errno) {
    if (on.isStream()) {
      fail(errno);
    } else {
      unreachable(on, errno);
    }
  }

  /** A limit of this host can keep the kernel from watching; a loop does not end by that. */
  private void await(Channel connecting) {
    try {
      watch(connecting, Epoll.EPOLLOUT);
    } catch (LinuxException e) {
      impossible(e);
    }
  }

  private void impossible(LinuxException cause) {
    close();
    owner.impossible(cause);
  }

  private void watch(Channel on, int interest) {
    if (watch == null) {
      watch = loop.watch(on.descriptor(), interest, events -> ready(on, events));
    } else {
      watch.interest(interest);
    }
  }

  private void ready(Channel on, int events) {
    if (!connected) {
      int error = (events & BROKEN) == 0 ? 0 : on.pendingError();
      if (error == 0) {
        established(on);
      } else {
        broken(new Errno(error));
      }
    } else if (unsent != null) {
      send(on, unsent);
    } else {
      receive(on);
    }
  }

  private void established(Channel on) {
    connected = true;
    follow(on, conversation.connected());
  }

  /** A peer that accepts and resets at once has accepted, whether or not we looked in between. */
  private void broken(Errno errno) {
    if (RESET_AFTER_HANDSHAKE.contains(errno)) {
      connected = true;
      if (conversation.connected() instanceof Conversation.Finish finish) {
        end(finish.result());
        return;
      }
    }
    fail(errno);
  }

  private void follow(Channel on, Conversation.Step step) {
    if (step instanceof Conversation.Finish finish) {
      end(finish.result());
    } else if (step instanceof Conversation.Send send) {
      send(on, send.bytes());
    } else if (step instanceof Conversation.Await) {
      watch(on, Epoll.EPOLLIN);
    } else if (step instanceof Conversation.Reconnect) {
      reconnect();
    } else if (step instanceof Conversation.Switch other) {
      route = new Route(other.transport(), random);
      reconnect();
    } else {
      throw new IllegalStateException("nothing takes the step " + step);
    }
  }

  private void send(Channel on, ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      buffer.clear();
      int chunk = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(0, bytes, bytes.position(), chunk).limit(chunk);
      int sent = on.send(buffer);
      if (sent == -Errno.EAGAIN.number()) {
        unsent = bytes;
        watch(on, Epoll.EPOLLOUT);
        return;
      }
      if (sent < 0) {
        unsendable(on, Errno.ofResult(sent));
        return;
      }
      bytes.position(bytes.position() + sent);
    }
    unsent = null;
    watch(on, Epoll.EPOLLIN);
  }

  private void receive(Channel on) {
    int count = on.receive(buffer);
    if (count == 0 && on.isStream()) {
      hungUp(on, conversation.closed());
    } else if (count >= 0) {
      heard = true;
      if (on.isStream()) {
        // Anybody may send a datagram that looks like the peer's: none puts the limit off.
        owner.heard();
      }
      follow(on, conversation.received(buffer.slice()));
    } else if (count != -Errno.EAGAIN.number()) {
      fail(Errno.ofResult(count));
    }
  }

  /** Nothing more will come: a conversation that wants to go on over this connection has failed. */
  private void hungUp(Channel on, Conversation.Step step) {
    if (step instanceof Conversation.Finish
        || step instanceof Conversation.Reconnect
        || step instanceof Conversation.Switch) {
      follow(on, step);
    } else {
      end(ProbeResult.failed(inTask("Connection closed by the peer")));
    }
  }

  private void fail(Errno errno) {
    String happened = errno.description();
    if (errno.equals(Errno.ETIMEDOUT)) {
      end(late(happened));
    } else {
      end(connected ? conversation.broken(inTask(happened)) : ProbeResult.failed(happened));
    }
  }

  private ProbeResult late(String happened) {
    return connected ? ProbeResult.unanswered(inTask(happened)) : ProbeResult.timeout(happened);
  }

  /** Before it is connected, the server is at fault and not what would be asked of it. */
  private String inTask(String happened) {
    String task = conversation.task();
    return !connected || task.isEmpty() ? happened : task + ": " + happened;
  }

  private void end(ProbeResult result) {
    if (!over) {
      close();
      owner.result(result);
    }
  }

  @Override
  public ProbeResult silent(Duration limit) {
    return timeUp(heard ? "Nothing more" : "No answer", limit);
  }

  @Override
  public ProbeResult overdue(Duration limit) {
    return timeUp(heard ? "No whole answer" : "No answer", limit);
  }

  private ProbeResult timeUp(String missing, Duration limit) {
    close();
    Optional<ProbeResult> meant = connected ? conversation.silence() : Optional.empty();
    return meant.orElseGet(
        () ->
            late((connected ? missing : "No connection") + " within " + limit.toMillis() + " ms"));
  }

  @Override
  public void close() {
    over = true;
    closeConnection();
  }

  private void closeConnection() {
    // The channel first: the kernel forgets the watch of what is closed, which need not be asked.
    if (channel != null) {
      channel.close();
    }
    if (watch != null) {
      watch.close();
    }
  }
}
