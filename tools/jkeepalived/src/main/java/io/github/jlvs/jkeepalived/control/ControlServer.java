// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.Decoded;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.control.http.RequestDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers requests on a socket, any number of clients on one thread, which never waits for one of
 * them: a request and an answer have a time limit, and so many are connected at the most. Whoever
 * is silent gives way to those that come.
 */
final class ControlServer {
  /** So many clients at a time; others wait in the kernel. */
  static final int MOST_CLIENTS = 128;

  /** So many octets of answers that are being read: different ones, many clients share one. */
  static final long MOST_OCTETS = 16L << 20;

  /** How long an answer waits for loops to publish. */
  private static final long RENEWAL = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long LOOK_MILLIS = 1;
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  private final Door door;
  private final Selector selector;
  private final Callers callers;
  private final Answerer answerer;
  private final Consumer<String> log;
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final ByteBuffer scratch = ByteBuffer.allocate(4096);
  private final SelectionKey accepting;

  /** Until when an answer waits, while one does; of {@link System#nanoTime}. */
  private Optional<Long> renewing = Optional.empty();

  /** Until when nobody is accepted, after that failed. */
  private long acceptAfter;

  private boolean acceptFailed;

  /** Whether whoever comes next wakes the thread. */
  private boolean isOpen = true;

  private volatile boolean stopping;

  /** Where clients come in. */
  @FunctionalInterface
  interface Door {
    /** The next one that waits there, if any. */
    Optional<SocketChannel> next() throws IOException;
  }

  /**
   * Prepares to serve.
   *
   * @param socket stays the caller's
   * @param callers who asks
   * @param log takes what fails
   */
  ControlServer(
      ServerSocketChannel socket, Callers callers, Answerer answerer, Consumer<String> log)
      throws IOException {
    this(socket, () -> Optional.ofNullable(socket.accept()), callers, answerer, log);
  }

  ControlServer(
      ServerSocketChannel socket,
      Door door,
      Callers callers,
      Answerer answerer,
      Consumer<String> log)
      throws IOException {
    this.door = door;
    this.callers = callers;
    this.answerer = answerer;
    this.log = log;
    this.selector = Selector.open();
    this.acceptAfter = System.nanoTime();
    Object unused = socket.configureBlocking(false);
    this.accepting = socket.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Has {@link #serve} return soon. Thread-safe. */
  void stop() {
    stopping = true;
    Object unused = selector.wakeup();
  }

  /** Serves until it is told to stop. */
  void serve() throws IOException {
    try {
      while (!stopping) {
        int unused = selector.select(untilNextLook());
        turn(System.nanoTime());
      }
    } finally {
      List.copyOf(connections).forEach(this::end);
      selector.close();
    }
  }

  /** In milliseconds; 0 for ever. */
  private long untilNextLook() {
    return renewing.isPresent()
        ? LOOK_MILLIS
        : connections.isEmpty() && isOpen ? 0 : TimeUnit.NANOSECONDS.toMillis(SILENCE);
  }

  private void turn(long now) {
    Set<SelectionKey> ready = selector.selectedKeys();
    for (SelectionKey key : ready) {
      if (key.isValid() && key.attachment() instanceof Connection connection) {
        work(connection, key);
      }
    }
    ready.clear();
    accept(now);
    work(now);
    answer(now);
    for (Connection each : List.copyOf(connections)) {
      if (each.deadline() - now <= 0) {
        end(each);
      }
    }
    // After all that may end a connection: whoever is the last to go leaves the door open.
    isOpen = acceptAfter - now <= 0 && connections.size() < MOST_CLIENTS;
    Object unused = accepting.interestOps(isOpen ? SelectionKey.OP_ACCEPT : 0);
  }

  private void work(Connection connection, SelectionKey key) {
    try {
      if (connection.response().isPresent()) {
        write(connection);
      } else if (!connection.read(scratch)) {
        end(connection);
      } else if (!connection.isReading()) {
        Object unused = key.interestOps(0);
      }
    } catch (IOException gone) {
      end(connection);
    }
  }

  /** Sees as well to who waits in the kernel, for it was not let in. */
  private void accept(long now) {
    while (acceptAfter - now <= 0 && hasRoom(now)) {
      try {
        Optional<SocketChannel> client = door.next();
        if (client.isEmpty()) {
          acceptFailed = false;
          break;
        }
        Connection connection =
            new Connection(client.get(), new RequestDecoder(callers::serves), now);
        connections.add(connection);
        Object unused = client.get().configureBlocking(false);
        Object unusedKey = client.get().register(selector, SelectionKey.OP_READ, connection);
      } catch (IOException e) {
        if (!acceptFailed) {
          log.accept("Nobody is let in at the control socket: " + e.getMessage());
        }
        acceptFailed = true;
        acceptAfter = now + RETRY;
      }
    }
  }

  private boolean hasRoom(long now) {
    if (connections.size() < MOST_CLIENTS) {
      return true;
    }
    Optional<Connection> silent =
        connections.stream()
            .filter(each -> each.isTheirTurn() && now - each.heard() >= SILENCE)
            .min(Comparator.comparingLong(each -> each.heard() - now));
    silent.ifPresent(this::end);
    return silent.isPresent();
  }

  /** Begins what is to be done, and answers where it is. */
  private void work(long now) {
    for (Connection each : List.copyOf(connections)) {
      each.notBegun().ifPresent(request -> each.await(begin(each, request), now));
      Optional<CompletableFuture<HttpResponse>> underWay = each.underWay();
      if (underWay.filter(CompletableFuture::isDone).isPresent()) {
        answer(each, underWay.get().join(), now);
      } else if (underWay.isPresent() && each.deadline() - now <= 0) {
        answer(each, answerer.refuse(504, "it is not done after a minute, and goes on"), now);
      }
    }
  }

  /** What comes of it never fails, and wakes the thread. */
  private CompletableFuture<HttpResponse> begin(Connection connection, HttpRequest request) {
    CompletionStage<HttpResponse> begun;
    try {
      begun = answerer.begin(request, callers.of(connection.channel()));
    } catch (IOException | RuntimeException e) {
      begun = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<HttpResponse> answer =
        begun.exceptionally(this::failed).toCompletableFuture();
    CompletableFuture<Void> unused =
        answer.thenAccept(
            done -> {
              Object unusedSelector = selector.wakeup();
            });
    return answer;
  }

  private HttpResponse failed(Throwable cause) {
    log.accept("What was asked for at the control socket failed: " + cause);
    return answerer.refuse(500, "a fault of the daemon; its log says which");
  }

  /** All that have asked by now get what is known after that. */
  private void answer(long now) {
    List<Connection> asking = new ArrayList<>();
    for (Connection each : connections) {
      if (each.unanswered().isPresent() && each.underWay().isEmpty()) {
        asking.add(each);
      }
    }
    if (asking.isEmpty()) {
      renewing = Optional.empty();
      return;
    }
    if (renewing.isEmpty()) {
      answerer.renew(
          asking.stream()
              .flatMap(each -> each.unanswered().stream())
              .filter(Decoded.Whole.class::isInstance)
              .map(whole -> ((Decoded.Whole) whole).request())
              .toList());
      renewing = Optional.of(now + RENEWAL);
    }
    if (answerer.isRenewing() && renewing.get() - now > 0) {
      return;
    }
    renewing = Optional.empty();
    for (Connection each : asking) {
      Decoded request = each.unanswered().orElseThrow();
      HttpResponse response = response(request);
      answer(each, isOfHead(request) ? response.withoutBody() : response, now);
    }
  }

  private void answer(Connection connection, HttpResponse with, long now) {
    connection.answer(with, now);
    try {
      write(connection);
    } catch (IOException gone) {
      end(connection);
    }
  }

  private static boolean isOfHead(Decoded request) {
    return request instanceof Decoded.Whole whole && whole.request().method().equals("HEAD");
  }

  private HttpResponse response(Decoded decoded) {
    HttpResponse response;
    try {
      if (decoded instanceof Decoded.Whole whole) {
        response = answerer.answer(whole.request());
      } else if (decoded instanceof Decoded.Refused refused) {
        response = answerer.refuse(refused.status(), refused.why());
      } else {
        throw new IllegalStateException("nothing answers " + decoded);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // A page that is too large is garbage again: what runs is not given up for it.
      log.accept("A request at the control socket was not answered: " + e);
      return answerer.refuse(500, "the daemon could not put the answer together; its log says why");
    }
    return beingRead(response) > MOST_OCTETS
        ? answerer.refuse(503, "too many answers are being read just now: ask again soon")
        : response;
  }

  private long beingRead(HttpResponse another) {
    Set<Body> bodies = new HashSet<>();
    connections.forEach(each -> each.response().ifPresent(response -> bodies.add(response.body())));
    if (bodies.isEmpty()) {
      // One answer alone is let through, however large.
      return 0;
    }
    bodies.add(another.body());
    return bodies.stream().mapToLong(Body::length).sum();
  }

  private void write(Connection connection) throws IOException {
    if (connection.write(System.nanoTime())) {
      end(connection);
    } else {
      SelectionKey key = connection.channel().keyFor(selector);
      Object unused = key.interestOps(SelectionKey.OP_WRITE);
    }
  }

  private void end(Connection connection) {
    connections.remove(connection);
    try {
      connection.close();
    } catch (IOException e) {
      // It is closed as far as the kernel lets it.
    }
  }
}
