// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers at a control socket whatever it is told to answer. */
final class PlayedDaemon implements AutoCloseable {
  private final ServerSocketChannel channel;
  private volatile Function<String, byte[]> answers = request -> new byte[0];
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile long pauseMillis;

  PlayedDaemon(Path socket) throws IOException {
    channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Object unused = channel.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "played-daemon");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel client = channel.accept()) {
          ByteBuffer request = ByteBuffer.allocate(1000);
          int unused = client.read(request);
          String asked = StandardCharsets.US_ASCII.decode(request.flip()).toString();
          requests.add(asked);
          Thread.sleep(pauseMillis);
          ByteBuffer octets = ByteBuffer.wrap(answers.apply(asked));
          while (octets.hasRemaining()) {
            int count = client.write(octets);
            assertThat(count).isNotNegative();
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // The test is over.
    }
  }

  /** What it answers to each request. */
  void answers(Function<String, byte[]> octets) {
    answersAfter(0, octets);
  }

  /** The same, after a while. */
  void answersAfter(long millis, Function<String, byte[]> octets) {
    pauseMillis = millis;
    answers = octets;
  }

  /** The last request. */
  String asked() {
    return requests.get(requests.size() - 1);
  }

  /** All of them. */
  List<String> requests() {
    return requests;
  }

  /** A page, with the head that the daemon gives it. */
  static byte[] whole(Body body) {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body.text().getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
