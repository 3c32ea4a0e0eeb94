// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.Decoded;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.http.RequestDecoder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a client is waited for, and whose turn it is. */
class ConnectionTest {
  private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();
  private static final long LATER = BEGIN + Duration.ofSeconds(3).toNanos();
  private static final HttpResponse ANSWER =
      new HttpResponse(200, "text/plain", List.of(), Body.of(new byte[4 * 1024 * 1024]));

  @TempDir private Path directory;
  private final ByteBuffer scratch = ByteBuffer.allocate(4096);
  private final SocketChannel client;
  private Connection connection;

  ConnectionTest() throws IOException {
    client = SocketChannel.open(StandardProtocolFamily.UNIX);
    connection = new Connection(client, new RequestDecoder(), BEGIN);
  }

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("c.sock"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unusedBound = socket.bind(address);
      boolean unused = client.connect(address);
      SocketChannel theirs = socket.accept();
      Object unusedMode = theirs.configureBlocking(false);
      connection = new Connection(theirs, new RequestDecoder(), BEGIN);
    }
  }

  @AfterEach
  void close() throws IOException {
    connection.close();
    client.close();
  }

  private void send(String text) throws IOException {
    int unused = client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    assertThat(connection.read(scratch)).isTrue();
  }

  private static Duration since(long begin, long nanos) {
    return Duration.ofNanos(nanos - begin);
  }

  @Test
  void a_request_has_five_seconds_however_steadily_it_comes() throws IOException {
    assertThat(since(BEGIN, connection.deadline())).isEqualTo(Duration.ofSeconds(5));
    assertThat(connection.isTheirTurn()).isTrue();

    send("GET / HTTP/1.0\r\n");

    assertThat(since(BEGIN, connection.deadline())).isEqualTo(Duration.ofSeconds(5));
    assertThat(connection.heard()).isEqualTo(BEGIN);
    assertThat(connection.isTheirTurn()).isTrue();
    assertThat(connection.unanswered()).isEmpty();
  }

  @Test
  void once_it_is_whole_it_is_the_daemons_turn() throws IOException {
    send("GET / HTTP/1.0\r\n\r\n");

    assertThat(connection.isTheirTurn()).isFalse();
    assertThat(connection.unanswered()).contains(new Decoded.Whole(new HttpRequest("GET", "/")));
  }

  @Test
  void an_answer_has_thirty_seconds_however_slowly_it_is_read() throws IOException {
    send("GET / HTTP/1.0\r\n\r\n");

    connection.answer(ANSWER, LATER);

    assertThat(connection.unanswered()).isEmpty();
    assertThat(connection.isTheirTurn()).isTrue();
    assertThat(connection.heard()).isEqualTo(LATER);
    assertThat(since(LATER, connection.deadline())).isEqualTo(Duration.ofSeconds(30));
    assertThat(connection.write(LATER + 1)).isFalse();
    assertThat(connection.heard()).isEqualTo(LATER + 1);
    assertThat(connection.write(LATER + 2)).isFalse();
    assertThat(connection.heard()).as("nothing was taken").isEqualTo(LATER + 1);
    assertThat(client.read(ByteBuffer.allocate(1024 * 1024))).isPositive();
    assertThat(connection.write(LATER + 3)).isFalse();
    assertThat(connection.heard()).isEqualTo(LATER + 3);
    assertThat(since(LATER, connection.deadline())).isEqualTo(Duration.ofSeconds(30));
  }
}
