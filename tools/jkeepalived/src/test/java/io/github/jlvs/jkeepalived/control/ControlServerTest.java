// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.lvs.Said;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of all kinds at a socket, none of which keeps another one waiting. */
@Timeout(60)
class ControlServerTest extends ServedSocket {
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
