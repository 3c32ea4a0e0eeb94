// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A control socket that is served, whose answers are played. */
abstract class ServedSocket {
  static final String REQUEST = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
  static final String POST = "POST /y HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
  static final int LARGE = 4 << 20;
  static final int HUGE = 17 << 20;
  static final Body SHARED = Body.of(new byte[LARGE]);

  @TempDir Path directory;
  final List<String> said = new CopyOnWriteArrayList<>();
  final List<Throwable> deaths = new CopyOnWriteArrayList<>();
  final Played answerer = new Played();
  volatile boolean isShut;
  Optional<SocketFile> file = Optional.empty();
  Optional<ControlServer> server = Optional.empty();
  Optional<WorkThread> thread = Optional.empty();

  static final class Played implements Answerer {
    volatile boolean renewing;
    volatile boolean fails;
    volatile boolean lacksMemory;

    /** So often it says that it is not over. */
    final AtomicInteger looks = new AtomicInteger();

    final AtomicInteger renewed = new AtomicInteger();
    final CompletableFuture<HttpResponse> doing = new CompletableFuture<>();
    final List<Caller> callers = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();

    @Override
    public void renew(List<HttpRequest> requests) {
      int unused = renewed.incrementAndGet();
    }

    @Override
    public boolean isRenewing() {
      return renewing || looks.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    @Override
    public HttpResponse answer(HttpRequest request) {
      if (fails) {
        throw new IllegalStateException("none");
      }
      if (lacksMemory) {
        throw new OutOfMemoryError("of this test");
      }
      return switch (request.target()) {
        case "/shared" -> response(SHARED);
        case "/large" -> response(Body.of(new byte[LARGE]));
        case "/huge" -> response(Body.of(new byte[HUGE]));
        case "/looks" -> response(200, "renewed " + renewed + ", looks left " + looks);
        default -> response(200, "answer to " + request.target());
      };
    }

    static HttpResponse response(Body body) {
      return new HttpResponse(200, "text/plain", List.of(), body);
    }

    @Override
    public CompletionStage<HttpResponse> begin(HttpRequest request, Caller caller) {
      if (fails) {
        throw new IllegalStateException("none");
      }
      callers.add(caller);
      bodies.add(request.body());
      return doing;
    }

    @Override
    public HttpResponse refuse(int status, String why) {
      return response(status, why);
    }

    static HttpResponse response(int status, String text) {
      return new HttpResponse(status, "text/plain", List.of(), Body.of(text));
    }
  }

  @BeforeEach
  void start() throws Exception {
    SocketFile socket = SocketFile.open(path());
    ControlServer started =
        new ControlServer(
            socket.channel(),
            () -> next(socket.channel()),
            Callers.at(path()),
            answerer,
            said::add);
    WorkThread serving =
        new WorkThread(
            "test-control",
            () -> {
              try {
                started.serve();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            deaths::add);
    serving.begin();
    file = Optional.of(socket);
    server = Optional.of(started);
    thread = Optional.of(serving);
  }

  Optional<SocketChannel> next(ServerSocketChannel socket) throws IOException {
    if (isShut) {
      throw new IOException("Too many open files");
    }
    return Optional.ofNullable(socket.accept());
  }

  @AfterEach
  void stop() {
    server.orElseThrow().stop();
    assertThat(thread.orElseThrow().awaitEnd(Duration.ofSeconds(10))).isTrue();
    file.orElseThrow().close();
    assertThat(deaths).isEmpty();
  }

  Path path() {
    return directory.resolve("c.sock");
  }

  SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path()));
  }

  static void send(SocketChannel client, String text) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (octets.hasRemaining()) {
      int unused = client.write(octets);
    }
  }

  static String receive(SocketChannel client) throws IOException {
    StringBuilder all = new StringBuilder();
    ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
    while (client.read(piece) >= 0) {
      all.append(StandardCharsets.ISO_8859_1.decode(piece.flip()));
      piece.clear();
    }
    return all.toString();
  }

  static String beginning(SocketChannel client) throws IOException {
    ByteBuffer begin = ByteBuffer.allocate("HTTP/1.1 200".length());
    int unused = client.read(begin);
    return StandardCharsets.ISO_8859_1.decode(begin.flip()).toString();
  }

  String ask(String request) throws IOException {
    try (SocketChannel client = connect()) {
      send(client, request);
      return receive(client);
    }
  }
}
