// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import io.github.jlvs.jkeepalived.lvs.Said;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of all kinds at a socket, none of which keeps another one waiting. */
@Timeout(60)
class ControlServerTest {
  private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String POST =
      "POST /y HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
  private static final int LARGE = 4 << 20;
  private static final int HUGE = 17 << 20;
  private static final HttpResponse.Body SHARED = new HttpResponse.Body(new byte[LARGE]);

  @TempDir private Path directory;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
  private final Played answerer = new Played();
  private volatile boolean isShut;
  private Optional<SocketFile> file = Optional.empty();
  private Optional<ControlServer> server = Optional.empty();
  private Optional<WorkThread> thread = Optional.empty();

  private static final class Played implements Answerer {
    private volatile boolean renewing;
    private volatile boolean fails;
    private volatile boolean lacksMemory;

    /** So often it says that it is not over. */
    private final AtomicInteger looks = new AtomicInteger();

    private final AtomicInteger renewed = new AtomicInteger();
    private final CompletableFuture<HttpResponse> doing = new CompletableFuture<>();
    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

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
        case "/large" -> response(new HttpResponse.Body(new byte[LARGE]));
        case "/huge" -> response(new HttpResponse.Body(new byte[HUGE]));
        case "/looks" -> response(200, "renewed " + renewed + ", looks left " + looks);
        default -> response(200, "answer to " + request.target());
      };
    }

    private static HttpResponse response(HttpResponse.Body body) {
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

    private static HttpResponse response(int status, String text) {
      return new HttpResponse(status, "text/plain", List.of(), HttpResponse.Body.of(text));
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

  private Optional<SocketChannel> next(ServerSocketChannel socket) throws IOException {
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

  private Path path() {
    return directory.resolve("c.sock");
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path()));
  }

  private static void send(SocketChannel client, String text) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (octets.hasRemaining()) {
      int unused = client.write(octets);
    }
  }

  private static String receive(SocketChannel client) throws IOException {
    StringBuilder all = new StringBuilder();
    ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
    while (client.read(piece) >= 0) {
      all.append(StandardCharsets.ISO_8859_1.decode(piece.flip()));
      piece.clear();
    }
    return all.toString();
  }

  private static String beginning(SocketChannel client) throws IOException {
    ByteBuffer begin = ByteBuffer.allocate("HTTP/1.1 200".length());
    int unused = client.read(begin);
    return StandardCharsets.ISO_8859_1.decode(begin.flip()).toString();
  }

  private String ask(String request) throws IOException {
    try (SocketChannel client = connect()) {
      send(client, request);
      return receive(client);
    }
  }

  @Test
  void a_request_is_answered_and_the_connection_closed() throws IOException {
    assertThat(ask(REQUEST))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n"
                + "Cache-Control: no-store\r\nConnection: close\r\n\r\nanswer to /x");
  }

  @Test
  void one_octet_at_a_time_is_a_request_as_well() throws Exception {
    try (SocketChannel client = connect()) {
      for (int i = 0; i < REQUEST.length(); i++) {
        send(client, REQUEST.substring(i, i + 1));
        Thread.sleep(1);
      }
      assertThat(receive(client)).endsWith("answer to /x");
    }
  }

  @Test
  void HEAD_is_answered_without_a_body() throws IOException {
    assertThat(ask(REQUEST.replace("GET", "HEAD")))
        .isEqualTo(
            String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Type: text/plain",
                "Cache-Control: no-store",
                "Connection: close",
                "",
                ""));
  }

  @Test
  void what_is_no_request_is_refused() throws IOException {
    assertThat(ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request\r\n");
    assertThat(ask("a".repeat(9000))).startsWith("HTTP/1.1 431 ");
    assertThat(ask("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n123456789"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void whoever_leaves_without_a_word_is_forgotten() throws IOException {
    for (int i = 0; i < 300; i++) {
      connect().close();
    }
    try (SocketChannel client = connect()) {
      send(client, "GET /x HTT");
    }
    assertThat(ask(REQUEST)).endsWith("answer to /x");
  }

  @Test
  void silent_clients_give_way_when_all_places_are_taken() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < ControlServer.MOST_CLIENTS; i++) {
        silent.add(connect());
      }

      assertThat(ask(REQUEST)).endsWith("answer to /x");
      try (SocketChannel first = silent.get(0)) {
        // By now, not when its time is over.
        Object unused = first.configureBlocking(false);
        assertThat(first.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
      // Those that came later stay.
      SocketChannel last = silent.get(silent.size() - 1);
      send(last, REQUEST);
      assertThat(receive(last)).endsWith("answer to /x");
    } finally {
      for (SocketChannel each : silent) {
        each.close();
      }
    }
  }

  @Test
  void a_silent_client_is_put_out_after_its_time() throws IOException {
    try (SocketChannel client = connect()) {
      send(client, "GET ");
      assertThat(receive(client)).isEmpty();
    }
  }

  @Test
  void who_reads_slowly_keeps_nobody_waiting_and_gets_all_of_it() throws IOException {
    try (SocketChannel slow = connect()) {
      send(slow, "GET /large HTTP/1.0\r\n\r\n");
      for (int i = 0; i < 20; i++) {
        assertThat(ask(REQUEST)).endsWith("answer to /x");
      }
      assertThat(receive(slow).length()).isGreaterThan(LARGE);
    }
  }

  @Test
  void many_large_answers_that_nobody_reads_are_refused() throws IOException {
    List<SocketChannel> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        SocketChannel client = connect();
        slow.add(client);
        send(client, "GET /large HTTP/1.0\r\n\r\n");
        assertThat(beginning(client)).isEqualTo("HTTP/1.1 200");
      }

      assertThat(ask("GET /large HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
          .endsWith("ask again soon");
    } finally {
      for (SocketChannel each : slow) {
        each.close();
      }
    }
  }

  @Test
  void many_may_read_the_same_large_answer() throws IOException {
    List<SocketChannel> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        SocketChannel client = connect();
        slow.add(client);
        send(client, "GET /shared HTTP/1.0\r\n\r\n");
        assertThat(beginning(client)).isEqualTo("HTTP/1.1 200");
      }
    } finally {
      for (SocketChannel each : slow) {
        each.close();
      }
    }
  }

  @Test
  void an_answer_larger_than_all_may_be_is_given_to_one_at_a_time() throws IOException {
    try (SocketChannel slow = connect()) {
      send(slow, "GET /huge HTTP/1.0\r\n\r\n");
      assertThat(beginning(slow)).isEqualTo("HTTP/1.1 200");

      assertThat(ask("GET /huge HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 503 ");
      assertThat(receive(slow).length()).isGreaterThan(HUGE);
    }
  }

  @Test
  void before_an_answer_the_loops_are_told_and_waited_for() throws IOException {
    answerer.looks.set(1);

    assertThat(ask("GET /looks HTTP/1.0\r\n\r\n")).endsWith("renewed 1, looks left 0");
  }

  @Test
  void a_loop_that_does_not_publish_is_waited_for_a_moment_only() throws IOException {
    answerer.renewing = true;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
  }

  @Test
  void a_fault_is_said_and_ends_nothing() throws IOException {
    answerer.fails = true;
    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
    answerer.fails = false;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("was not answered");
  }

  @Test
  void a_page_for_which_there_is_no_memory_ends_nothing_either() throws IOException {
    answerer.lacksMemory = true;
    assertThat(ask(REQUEST)).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
    answerer.lacksMemory = false;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said).hasSize(1);
  }

  @Test
  void what_is_to_be_done_is_answered_when_it_is_done_and_others_before() throws Exception {
    answerer.renewing = true;
    try (SocketChannel client = connect()) {
      send(client, POST);
      Said.eventually(() -> !answerer.callers.isEmpty());
      assertThat(ask(REQUEST)).endsWith("answer to /x");

      boolean unused = answerer.doing.complete(Played.response(200, "done"));

      assertThat(receive(client)).endsWith("\r\n\r\ndone");
    }
    assertThat(answerer.callers).containsExactly(new Caller(System.getProperty("user.name"), true));
    assertThat(answerer.bodies).containsExactly("{\"a\":1}");
  }

  @Test
  void what_fails_is_said_and_ends_nothing() throws Exception {
    boolean unused =
        answerer.doing.completeExceptionally(new IllegalStateException("of this test"));

    assertThat(ask(POST)).startsWith("HTTP/1.1 500 ").endsWith("its log says which");
    answerer.fails = true;
    assertThat(ask(POST)).startsWith("HTTP/1.1 500 ");
    answerer.fails = false;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said)
        .hasSize(2)
        .allMatch(line -> line.startsWith("What was asked for at the control socket failed: "));
  }

  @Test
  void who_leaves_before_it_is_done_is_forgotten() throws Exception {
    try (SocketChannel client = connect()) {
      send(client, POST);
      Said.eventually(() -> !answerer.callers.isEmpty());
    }
    boolean unused = answerer.doing.complete(Played.response(200, "done"));

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    assertThat(said).isEmpty();
  }

  @Test
  void who_says_that_no_more_comes_is_answered() throws IOException {
    answerer.renewing = true;
    try (SocketChannel client = connect()) {
      send(client, REQUEST);
      Object unused = client.shutdownOutput();
      assertThat(receive(client)).endsWith("answer to /x");
    }
  }

  @Test
  void at_the_end_nobody_is_left_connected() throws IOException {
    try (SocketChannel client = connect()) {
      assertThat(ask(REQUEST)).endsWith("answer to /x");

      server.orElseThrow().stop();

      assertThat(thread.orElseThrow().awaitEnd(Duration.ofSeconds(3))).isTrue();
      Object unused = client.configureBlocking(false);
      assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void a_hundred_at_a_time_are_answered() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clients.add(connect());
    }
    for (SocketChannel each : clients) {
      send(each, REQUEST);
    }
    for (SocketChannel each : clients) {
      assertThat(receive(each)).endsWith("answer to /x");
      each.close();
    }
  }

  private List<SocketChannel> connectAll() throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < ControlServer.MOST_CLIENTS; i++) {
      clients.add(connect());
    }
    return clients;
  }

  /** All that are let in go in one turn of the thread, with nobody left to wake it. */
  @Test
  void after_as_many_as_are_let_in_have_asked_together_the_next_is_answered() throws Exception {
    for (int round = 0; round < 3; round++) {
      answerer.renewing = true;
      List<SocketChannel> clients = connectAll();
      for (SocketChannel client : clients) {
        send(client, REQUEST);
      }
      answerer.renewing = false;
      for (SocketChannel client : clients) {
        assertThat(receive(client)).endsWith("answer to /x");
        client.close();
      }

      assertThat(ask(REQUEST)).endsWith("answer to /x");
    }
  }

  @Test
  void after_as_many_have_gone_without_reading_the_next_is_answered() throws Exception {
    answerer.renewing = true;
    for (SocketChannel client : connectAll()) {
      send(client, REQUEST);
      client.close();
    }
    answerer.renewing = false;

    assertThat(ask(REQUEST)).endsWith("answer to /x");
  }

  @Test
  void those_who_do_not_read_their_answers_give_way() throws Exception {
    List<SocketChannel> clients = connectAll();
    for (SocketChannel client : clients) {
      send(client, REQUEST.replace("/x", "/shared"));
    }

    assertThat(ask(REQUEST)).endsWith("answer to /x");
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  /** More often than the limit of this test has seconds: an idle thread is not waited for. */
  @Test
  void whoever_comes_wakes_the_thread() throws IOException {
    for (int i = 0; i < 90; i++) {
      assertThat(ask(REQUEST)).endsWith("answer to /x");
    }
  }

  /** How much of a processor the thread has had. */
  private static Duration spent() {
    long id =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().equals("test-control"))
            .mapToLong(Thread::getId)
            .findFirst()
            .orElseThrow();
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getThreadCpuTime(id));
  }

  @Test
  void while_all_places_are_taken_the_thread_rests_though_somebody_waits() throws Exception {
    List<SocketChannel> clients = connectAll();
    Duration before = spent();

    // Let in when one of the others has been silent for a second.
    assertThat(ask(REQUEST)).endsWith("answer to /x");

    assertThat(spent().minus(before)).isLessThan(Duration.ofMillis(250));
    for (SocketChannel client : clients) {
      client.close();
    }
  }

  @Test
  void where_nobody_can_be_let_in_it_says_so_once_and_tries_again() throws Exception {
    assertThat(ask(REQUEST)).endsWith("answer to /x");
    isShut = true;
    try (SocketChannel client = connect()) {
      send(client, REQUEST);
      Said.eventually(() -> !said.isEmpty());
      Duration before = spent();
      // The first of the tries that follow may come before the door is open.
      Thread.sleep(1500);
      assertThat(spent().minus(before)).isLessThan(Duration.ofMillis(250));
      isShut = false;
      assertThat(receive(client)).endsWith("answer to /x");
    }

    assertThat(said).containsExactly("Nobody is let in at the control socket: Too many open files");
    isShut = true;
    try (SocketChannel client = connect()) {
      send(client, REQUEST);
      Said.eventually(() -> said.size() > 1);
      isShut = false;
      assertThat(receive(client)).endsWith("answer to /x");
    }
  }
}
