// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.control.view.Page;
import io.github.jlvs.jkeepalived.control.view.Seen;
import io.github.jlvs.jkeepalived.control.view.Views;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as its users type it, at a daemon that is played. */
@Timeout(60)
class JkeepalivedCtlTest extends TypedCommand {
  private void answers(Page page, Seen seen) {
    byte[] answer = PlayedDaemon.whole(page.render(seen).body());
    daemon.answers(request -> answer);
  }

  /** The last one goes on being answered. */
  private void answersInTurn(String... bodies) {
    AtomicInteger turn = new AtomicInteger();
    daemon.answers(
        request -> whole(200, bodies[Math.min(turn.getAndIncrement(), bodies.length - 1)]));
  }

  private static String router(String state, Instant since, String master) {
    return "{\"routers\":[{\"name\":\"VI_1\",\"state\":\"%s\",\"lastTransition\":\"%s\",\"master\":%s}]}"
        .formatted(state, since, master);
  }

  private static final String RESIGNED = "{\"done\":[\"VI_1 has resigned\"]}";

  @Test
  void the_doctor_gets_the_daemons_file_and_its_exit_status_is_told() {
    answers(200, "{\"daemon\":{\"configuration\":\"/etc/ds 1.conf\"}}");
    programStatus = OptionalInt.of(2);

    assertThat(run("doctor", "--json", "--socket=" + socket())).isEqualTo(2);
    assertThat(programs).hasSize(1);
    assertThat(programs.get(0)).endsWith("-f", "/etc/ds 1.conf", "--json");

    programStatus = OptionalInt.empty();
    assertThat(run("doctor", "--socket=" + socket())).isEqualTo(3);
    assertThat(said())
        .endsWith(" cannot be run: install it, or name it by the variable JLVS_DOCTOR\n");
  }

  @Test
  void without_a_daemon_there_is_no_file_for_the_doctor() {
    assertThat(run("doctor", "--socket=" + socket() + ".none")).isEqualTo(3);
    assertThat(programs).isEmpty();
  }

  @Test
  void after_a_failover_it_says_who_is_master() {
    Instant now = Instant.now();
    answersInTurn(
        RESIGNED,
        // Of before.
        router("MASTER", now.minusSeconds(100), "{\"address\":\"10.1.80.91\",\"priority\":150}"),
        router("BACKUP", now, "{\"address\":null,\"priority\":null}"),
        router("BACKUP", now, "{\"address\":\"10.1.80.92\",\"priority\":100}"));

    assertThat(run(false, pauses::add, "failover", "VI_1", "--for", "5m", "--socket=" + socket()))
        .isZero();

    assertThat(shown())
        .isEqualTo("VI_1 has resigned\n10.1.80.92 is master of VI_1, with priority 100\n");
    assertThat(daemon.requests().get(0)).endsWith("{\"router\":\"VI_1\",\"for\":\"5m\"}");
    assertThat(pauses).hasSize(2);
  }

  @Test
  void a_failover_to_nobody_is_none() {
    Instant soon = Instant.now().plusSeconds(4);
    answersInTurn(RESIGNED, router("MASTER", soon, "{}"));
    assertThat(run("failover", "VI_1", "--socket=" + socket())).isEqualTo(1);
    assertThat(said())
        .isEqualTo("jkeepalivedctl: nobody else came forward: VI_1 is master again\n");

    answersInTurn(RESIGNED, router("FAULT", soon, "{}"));
    assertThat(run("failover", "VI_1", "--socket=" + socket())).isEqualTo(1);
    assertThat(said()).isEqualTo("jkeepalivedctl: VI_1 is FAULT\n");

    answersInTurn(RESIGNED, router("BACKUP", soon, "{}"));
    assertThat(run("failover", "VI_1", "--socket=" + socket())).isEqualTo(1);
    assertThat(said()).isEqualTo("jkeepalivedctl: nobody has been heard as master yet\n");
  }

  @Test
  void an_argument_is_called_as_it_was_typed() {
    answers(400, "{\"error\":\"/v1/failover: the argument 'for' is seconds, or so\"}");

    assertThat(run("failover", "VI_1", "--for", "soon", "--socket=" + socket())).isEqualTo(2);
    assertThat(said()).isEqualTo("jkeepalivedctl: --for is seconds, or so\n");
  }

  @Test
  void the_end_of_one_and_a_refusal_look_no_further() {
    answers(200, "{\"done\":[\"VI_1 has its own priority again\"]}");
    assertThat(run("failover", "VI_1", "--end", "--socket=" + socket())).isZero();
    assertThat(daemon.asked()).endsWith("{\"router\":\"VI_1\",\"end\":true}");
    assertThat(shown()).isEqualTo("VI_1 has its own priority again\n");

    answers(409, "{\"error\":\"virtual router VI_1 is BACKUP, not MASTER\"}");
    assertThat(run("failover", "VI_1", "--socket=" + socket())).isEqualTo(1);
    assertThat(said()).isEqualTo("jkeepalivedctl: virtual router VI_1 is BACKUP, not MASTER\n");
  }

  @Test
  void who_watches_is_told_that_it_takes_long() {
    answersAfter(2300, 200, "{\"done\":[]}");

    assertThat(run(true, pause -> false, "reload", "--socket=" + socket())).isZero();
    assertThat(said()).isEqualTo("jkeepalivedctl: waiting for the daemon ...\n");
    assertThat(run("reload", "--socket=" + socket())).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void what_the_daemon_has_done_is_shown() {
    answers(200, "{\"done\":[\"Reload: nothing changed\",\"Reload complete\"]}");

    assertThat(run("reload", "--socket=" + socket())).isZero();

    assertThat(daemon.asked())
        .startsWith("POST /v1/reload HTTP/1.1\r\nHost: localhost\r\n")
        .endsWith("Content-Length: 13\r\n\r\n{\"dry\":false}");
    assertThat(shown()).isEqualTo("Reload: nothing changed\nReload complete\n");
    assertThat(said()).isEmpty();
    assertThat(run("reload", "--dry-run", "--socket=" + socket())).isZero();
    assertThat(daemon.asked()).endsWith("{\"dry\":true}");
  }

  @ParameterizedTest
  @CsvSource({"400,2", "403,4", "404,3", "409,1", "500,3", "504,124"})
  void what_it_has_not_done_is_said_by_the_exit_status_too(int answered, int status) {
    answers(answered, "{\"status\":" + answered + ",\"error\":\"line 1\\nline\\u001b 2\"}");

    assertThat(run("reload", "--socket=" + socket())).isEqualTo(status);

    assertThat(said()).isEqualTo("jkeepalivedctl: line 1\njkeepalivedctl: line? 2\n");
    assertThat(shown()).isEmpty();
  }

  @Test
  void the_status_of_a_daemon_that_is_well() {
    answers(Page.STATUS, Views.quiet());

    assertThat(run("status", "--socket", socket().toString())).isZero();
    assertThat(daemon.asked()).isEqualTo("GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(shown()).contains("OK: nothing is wrong");
    assertThat(said()).isEmpty();
  }

  @Test
  void that_of_one_in_trouble_is_1() {
    answers(Page.STATUS, Views.troubled());

    assertThat(run("--socket=" + socket(), "status")).isEqualTo(1);
    assertThat(shown()).contains("FAULT: interface eth2, script bad");
  }

  @Test
  void as_json_it_is_what_the_daemon_said() {
    answers(Page.STATUS, Views.troubled());

    assertThat(run("status", "--json", "--socket", socket().toString())).isEqualTo(1);
    assertThat(shown()).isEqualTo(Page.STATUS.render(Views.troubled()).body().text());
  }

  @Test
  void each_list_asks_for_its_page() {
    answers(Page.ROUTERS, Views.troubled());
    assertThat(run("show", "routers", "--socket", socket().toString())).isEqualTo(1);
    assertThat(daemon.asked()).startsWith("GET /v1/routers ");
    assertThat(shown()).startsWith("VIRTUAL ROUTER ");
    answers(Page.SERVICES, Views.quiet());
    assertThat(run("show", "services", "--socket", socket().toString())).isZero();
    assertThat(daemon.asked()).startsWith("GET /v1/services ");
    answers(Page.SERVERS, Views.troubled());
    assertThat(run("show", "SERVERS", "--json", "--socket", socket().toString())).isZero();
    assertThat(daemon.asked()).startsWith("GET /v1/servers ");
    assertThat(shown()).startsWith("{\"time\":");
  }

  @Test
  void watched_it_is_shown_again_and_again() {
    answers(Page.STATUS, Views.quiet());

    int status =
        run(
            true,
            pause -> {
              pauses.add(pause);
              answers(Page.STATUS, Views.troubled());
              return pauses.size() < 2;
            },
            "status",
            "--watch=5",
            "--socket",
            socket().toString());

    assertThat(status).isEqualTo(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
    assertThat(shown()).startsWith("\u001b[H\u001b[Jjkeepalived").contains("OK: ", "PROBLEM ");
  }

  @Test
  void a_watch_outlives_the_daemon() {
    answers(Page.STATUS, Views.quiet());

    int status =
        run(
            false,
            pause -> {
              daemon.answers(request -> new byte[0]);
              pauses.add(pause);
              return pauses.size() < 3;
            },
            "status",
            "--watch",
            "--socket",
            socket().toString());

    assertThat(status).isEqualTo(3);
    assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(2));
    assertThat(shown()).doesNotContain("\u001b");
    assertThat(said()).contains("does not speak HTTP");
  }

  @Test
  void without_a_daemon_it_says_where_it_looked() throws IOException {
    Path none = directory.resolve("none.sock");
    assertThat(run("status", "--socket", none.toString())).isEqualTo(3);
    assertThat(said())
        .startsWith("jkeepalivedctl: no daemon: there is no " + none)
        .contains("--socket");

    Path left = directory.resolve("left.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unused = dead.bind(UnixDomainSocketAddress.of(left));
    }
    assertThat(run("status", "--socket", left.toString())).isEqualTo(3);
    assertThat(said()).startsWith("jkeepalivedctl: no daemon: nobody answers at " + left);

    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(run("status", "--socket", file.toString())).isEqualTo(3);
    assertThat(said()).startsWith("jkeepalivedctl: no daemon: nobody answers at ");
  }

  @Test
  void a_path_that_no_socket_can_have_is_said() {
    assertThat(run("status", "--socket", "/" + "a".repeat(200))).isEqualTo(3);
    assertThat(said()).startsWith("jkeepalivedctl: ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "stats",
        "show",
        "show nothing",
        "show routers services",
        "status --watch=0",
        "status --watch=x",
        "status --none"
      })
  void what_is_no_command_is_2(String words) {
    assertThat(run(words.isEmpty() ? new String[0] : words.split(" ", -1))).isEqualTo(2);
    assertThat(said())
        .startsWith("jkeepalivedctl: ")
        .contains("jkeepalivedctl --help lists")
        .doesNotContain("Exception");
    assertThat(shown()).isEmpty();
  }

  @Test
  void help_is_on_standard_output_with_the_exit_statuses() {
    assertThat(run("--help")).isZero();
    assertThat(shown())
        .contains("status", "show", "events", "--socket", " 3    no daemon was reached");
    assertThat(shown())
        .contains("  0    all is well", "  1    something is wrong", "  2    the command line")
        .contains(" 70    a fault of the program", " 74    the output could not be written whole");
    assertThat(run("show", "--help")).isZero();
    assertThat(shown()).contains("routers|services|servers");
    assertThat(run("events", "--help")).isZero();
    assertThat(shown()).contains("--since", "--follow", "--kind", "--json");
  }

  @Test
  void what_answers_something_else_is_no_daemon() {
    byte[] answer = "HTTP/1.1 200 OK\r\n\r\n{\"foo\":1}".getBytes(StandardCharsets.US_ASCII);
    daemon.answers(request -> answer);
    for (String what :
        List.of("status", "show routers", "show services", "show servers", "events")) {
      List<String> words = new ArrayList<>(List.of(what.split(" ", -1)));
      words.addAll(List.of("--socket", socket().toString()));

      assertThat(run(words.toArray(String[]::new))).isEqualTo(JkeepalivedCtl.UNREACHED);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no jkeepalived");
      assertThat(out.size()).isZero();
    }
  }

  @Test
  void an_answer_that_cannot_be_written_is_a_failure() {
    answers(Page.ROUTERS, Views.troubled());
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("no space left");
              }
            },
            false,
            StandardCharsets.UTF_8);

    int status =
        JkeepalivedCtl.run(
            new String[] {"show", "routers", "--socket", socket().toString()},
            new JkeepalivedCtl.Surroundings(
                full,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                ZoneOffset.UTC,
                false,
                pause -> false,
                () -> {},
                () -> false,
                command -> OptionalInt.empty()));

    assertThat(status).isEqualTo(JkeepalivedCtl.UNWRITTEN);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("could not be written whole");
  }

  /** As many wait as the kernel lets wait, and nobody sees to them. */
  @Test
  void a_daemon_that_lets_nobody_in_is_not_waited_for_longer_than_others() throws IOException {
    Path full = directory.resolve("full.sock");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Object unused = deaf.bind(UnixDomainSocketAddress.of(full), 1);
      boolean hasRoom = true;
      while (hasRoom) {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(client);
        Object unusedMode = client.configureBlocking(false);
        try {
          hasRoom = client.connect(UnixDomainSocketAddress.of(full));
        } catch (SocketException e) {
          hasRoom = false;
        }
      }

      assertThatThrownBy(
              () -> new DaemonClient(full, Duration.ofMillis(100), () -> {}).get("/x", "x"))
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("did not answer within");
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }
}
