// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Asks on one link, a few times, for it may lose a frame, and collects who answers. */
final class LinkProbe implements AutoCloseable {
  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int TIMES = 3;

  private final LinkSocket socket;
  private final Protocol protocol;
  private final Map<InetAddress, Set<String>> answers = new LinkedHashMap<>();
  private final EventLoop loop;
  private final EventLoop.Watch watch;
  private final Timer timer;
  private int sent;

  /** How it is asked, and what an answer looks like. */
  interface Protocol {
    /** What asks for an address. */
    Question question(InetAddress address);

    /** What a frame answers, if it is an answer. */
    Optional<Answer> answer(ByteBuffer frame, String sender);
  }

  /**
   * A frame that asks.
   *
   * @param to the Ethernet address it goes to, in lower case with colons
   * @param frame a direct buffer
   */
  record Question(String to, ByteBuffer frame) {}

  /** Somebody has an address. */
  record Answer(InetAddress address, String mac) {}

  LinkProbe(
      EventLoop loop, LinkSocket socket, Protocol protocol, Collection<InetAddress> addresses) {
    this.socket = socket;
    this.protocol = protocol;
    this.loop = loop;
    addresses.forEach(each -> answers.put(each, new TreeSet<>()));
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> receive());
    this.timer = loop.timer(this::ask);
    timer.arm(loop.now());
  }

  private void ask() {
    for (InetAddress each : answers.keySet()) {
      Question question = protocol.question(each);
      // One that does not leave is one that nobody answers.
      int unused = socket.send(question.frame(), EthernetLink.octets(question.to()));
    }
    sent++;
    if (sent < TIMES) {
      timer.arm(loop.now() + AGAIN);
    }
  }

  private void receive() {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      LinkSocket.Frame frame = next.get();
      protocol.answer(frame.content(), frame.mac()).ifPresent(this::note);
    }
  }

  private void note(Answer answer) {
    Set<String> known = answers.get(answer.address());
    if (known != null) {
      known.add(answer.mac());
    }
  }

  Map<InetAddress, Set<String>> answers() {
    Map<InetAddress, Set<String>> found = new LinkedHashMap<>();
    answers.forEach((address, macs) -> found.put(address, new TreeSet<>(macs)));
    return found;
  }

  @Override
  public void close() {
    timer.cancel();
    watch.close();
    socket.close();
  }
}
