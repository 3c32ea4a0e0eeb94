// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.linux.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a daemon over its control socket: one question a connection, and no longer than a limit. */
final class DaemonClient {
  private static final int LARGEST = 64 << 20;
  private static final int PIECE = 64 * 1024;
  private static final int ROOM_MILLIS = 20;
  private static final int NOTICE_MILLIS = 2000;

  private final Path socket;
  private final Duration limit;
  private final Runnable waits;

  /**
   * Asks nobody yet.
   *
   * @param limit how long one answer is waited for
   * @param waits run once in each question that is not answered after two seconds
   */
  DaemonClient(Path socket, Duration limit, Runnable waits) {
    this.socket = socket;
    this.limit = limit;
    this.waits = waits;
  }

  /**
   * Asks for a page.
   *
   * @param certain a field that it has from every daemon
   * @throws Unreachable if there is no daemon, or no answer of one
   */
  Answer get(String path, String certain) throws Unreachable {
    Answer answer = ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").orUnreachable();
    if (!answer.content().has(certain)) {
      throw new Unreachable(
          "the answer at "
              + socket
              + " has no '"
              + certain
              + "': what answers there is no jkeepalived");
    }
    return answer;
  }

  /**
   * Asks for something to be done.
   *
   * @param arguments an object of JSON
   * @throws Unreachable if there is no daemon, or no answer
   */
  Answer post(String path, String arguments) throws Unreachable {
    return ask(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + arguments.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + arguments);
  }

  private Answer ask(String request) throws Unreachable {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            Selector selector = Selector.open()) {
          Object unused = channel.configureBlocking(false);
          if (connect(channel)) {
            return Answer.parse(ask(channel, selector, request, deadline));
          }
        }
        awaitRoom(deadline);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Unreachable(socket + ": " + e.getMessage());
    }
  }

  /** So many wait there already that the kernel lets nobody in. */
  private void awaitRoom(long deadline) throws Unreachable {
    if (System.nanoTime() - deadline > 0) {
      throw silent();
    }
    try {
      Thread.sleep(ROOM_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent();
    }
  }

  private Unreachable silent() {
    return new Unreachable(
        "the daemon at " + socket + " did not answer within " + limit.toSeconds() + " s");
  }

  /** False where nobody is let in just now: a Unix socket is connected at once or not at all. */
  private boolean connect(SocketChannel channel) throws Unreachable {
    try {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("temporarily unavailable")) {
        // EAGAIN of connect(2).
        return false;
      }
      if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS) && isSearchable(socket)) {
        throw new Unreachable(
            "no daemon: there is no "
                + socket
                + "; is jkeepalived running, and is control_socket another path? (--socket)");
      }
      String reason = PrivateFile.reason(e);
      if (reason.contains("ermission") || reason.contains("ermitted")) {
        throw new Unreachable(
            "no right to " + socket + ": run it as root, or as a member of the socket's group");
      }
      throw new Unreachable(
          "no daemon: nobody answers at " + socket + " (" + reason + "); is jkeepalived running?");
    }
  }

  /** A directory that may not be looked into hides whether there is a socket in it. */
  private static boolean isSearchable(Path socket) {
    Path directory = socket.toAbsolutePath().getParent();
    return directory == null || !Files.exists(directory) || Files.isExecutable(directory);
  }

  private byte[] ask(SocketChannel channel, Selector selector, String text, long deadline)
      throws IOException, Unreachable {
    ByteBuffer request = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
    while (request.hasRemaining()) {
      await(selector, deadline);
      int unused = channel.write(request);
    }
    Object unused = key.interestOps(SelectionKey.OP_READ);
    if (millisUntil(deadline) > NOTICE_MILLIS && selector.select(NOTICE_MILLIS) == 0) {
      waits.run();
    }
    selector.selectedKeys().clear();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    while (true) {
      await(selector, deadline);
      int count = channel.read(piece.clear());
      if (count < 0) {
        return answer.toByteArray();
      }
      answer.write(piece.array(), 0, count);
      if (answer.size() > LARGEST) {
        throw new Unreachable("the answer at " + socket + " is larger than " + LARGEST + " octets");
      }
    }
  }

  private static long millisUntil(long deadline) {
    return (deadline - System.nanoTime()) / 1_000_000;
  }

  private void await(Selector selector, long deadline) throws IOException, Unreachable {
    long left = millisUntil(deadline);
    if (left <= 0 || selector.select(left) == 0) {
      throw silent();
    }
    selector.selectedKeys().clear();
  }
}
