// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.ProbeResult.Failure;
import io.github.jlvs.healthcheck.probe.smtp.SmtpProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One try of a check by SMTP over real sockets. */
class SmtpChecksTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void a_server_that_answers_everything_is_well() throws Exception {
    String[] replies = {"220 hi\r\n", "250 hi\r\n", "500 what\r\n"};
    assertThat(check(saying(replies), LONG)).isEqualTo(ProbeResult.SUCCESS);
    assertThat(asked).containsExactly("HELO smtpchecker.keepalived.org", "QUIT");
  }

  @Test
  void so_is_one_whose_replies_have_several_lines_and_come_a_byte_at_a_time() throws Exception {
    assertThat(check(this::wellByBytes, LONG)).isEqualTo(ProbeResult.SUCCESS);
  }

  @Test
  void a_wrong_reply_is_named_and_nothing_more_is_asked() throws Exception {
    assertThat(check(saying("554 not today\r\n"), LONG))
        .isEqualTo(new Failure(Cause.GREETING, "greeting: code 554, expected 220"));
    assertThat(asked).isEmpty();
    assertThat(check(saying("220 hi\r\n", "550 who are you\r\n"), LONG))
        .isEqualTo(new Failure(Cause.STATUS, "HELO: code 550, expected 250"));
    assertThat(asked).containsExactly("HELO smtpchecker.keepalived.org");
  }

  @Test
  void a_server_that_closes_early_or_resets_has_not_answered() throws Exception {
    assertThat(check(saying("220 hi\r\n", "250 hi\r\n", ""), LONG))
        .isEqualTo(
            new Failure(
                Cause.CLOSED, "QUIT: the server closed the connection without a whole reply"));
    assertThat(check((connection, carrier) -> connection.setSoLinger(true, 0), LONG))
        .isEqualTo(new Failure(Cause.CLOSED, "greeting: Connection reset by peer"));
  }

  @Test
  void a_server_that_falls_silent_is_waited_for_and_no_longer_than_it_may_take() throws Exception {
    assertThat(check((connection, carrier) -> awaitEnd(connection), SHORT))
        .isEqualTo(new Failure(Cause.UNANSWERED, "greeting: No answer within 200 ms"));
    assertThat(
            check(
                (connection, carrier) -> {
                  say(connection, "220 hi\r\n");
                  awaitEnd(connection);
                },
                SHORT))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.cause()).isEqualTo(Cause.UNANSWERED);
              assertThat(failure.detail()).startsWith("HELO: No");
            });
  }

  @Test
  void a_line_without_end_is_cut_off() throws Exception {
    assertThat(check((connection, carrier) -> sayForEver(connection), LONG))
        .isEqualTo(
            new Failure(Cause.GREETING, "greeting: a line of the reply is longer than 1024 bytes"));
  }

  private static ProbeResult check(WebServer.Answer answer, Duration limit) throws Exception {
    try (WebServer server = WebServer.plain(answer)) {
      return SingleCheck.run(SmtpProbe.to(server.address()), limit).result();
    }
  }

  private void wellByBytes(Socket connection, Socket carrier) throws IOException {
    connection.setTcpNoDelay(true);
    BufferedReader in = reader(connection);
    sayByBytes(connection, "220-mx1.example.org\r\n220 ready\r\n");
    hear(in);
    sayByBytes(connection, "250 mx1.example.org\r\n");
    hear(in);
    sayByBytes(connection, "221 bye\r\n");
    assertThat(in.read()).isEqualTo(-1);
  }

  /** The first of these at once, each other after a command, and then the end. */
  private WebServer.Answer saying(String... replies) {
    return (connection, carrier) -> {
      BufferedReader in = reader(connection);
      say(connection, replies[0]);
      for (int next = 1; next < replies.length; next++) {
        hear(in);
        say(connection, replies[next]);
      }
    };
  }

  private void hear(BufferedReader in) throws IOException {
    asked.add(Objects.requireNonNull(in.readLine(), "a command"));
  }

  private static BufferedReader reader(Socket connection) throws IOException {
    return new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
  }

  private static void say(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void sayByBytes(Socket connection, String text) throws IOException {
    for (byte each : text.getBytes(ISO_8859_1)) {
      connection.getOutputStream().write(each);
    }
  }

  private static void sayForEver(Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    while (true) {
      out.write("220 and so on ".getBytes(ISO_8859_1));
    }
  }

  private static void awaitEnd(Socket connection) throws IOException {
    assertThat(connection.getInputStream().readAllBytes()).isNotNull();
  }
}
