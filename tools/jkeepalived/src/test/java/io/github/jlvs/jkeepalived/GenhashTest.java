// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.daemon.SignalDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digest of a page on the command line: what is printed, where, and with which status. */
class GenhashTest {
  private static final String HELLO = "5d41402abc4b2a76b9719d911017c592\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"200 OK", "404 Not Found"})
  void the_digest_is_all_that_is_printed_whatever_the_status(String status) throws Exception {
    assertThat(ask("HTTP/1.0 " + status + "\r\n\r\nhello")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(HELLO);
    assertThat(err.size()).isZero();
  }

  @Test
  void the_last_line_tells_the_time_if_asked() throws Exception {
    assertThat(ask("HTTP/1.0 200 OK\r\n\r\nhello", "-v")).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith(HELLO)
        .containsPattern("\n\nGlobal response time for \\[/page\\] = \\d+ usecs\n$");
  }

  @Test
  void half_a_page_has_no_digest() throws Exception {
    assertThat(ask("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nhello")).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).contains("no digest of /page from 127.0.0.1:", "GET /page: ");
  }

  @Test
  void a_server_that_is_not_there_is_said_on_standard_error() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(run("-s", "127.0.0.1", "-p", "" + port, "-u", "/")).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).contains("Connection refused", "Is the web server there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-s web -p 80 -u / | --server takes an address, not 'web'",
        "-s ::1 -p 65536 -u / | --port takes 1 to 65535, not 65536",
        "-s ::1 -p 80 -u page | a path begins with a slash",
        "-s ::1 -p 80 -u / -t 0 | --timeout takes seconds",
        "-s ::1 -p 80 -u / -m 4294967296 | --fwmark takes 0 to 4294967295",
        "-s ::1 -p 80 -u / -P 2 | --protocol takes 1.0, 1.0c or 1.1, not 2",
        "-s ::1 -p 80 | --url",
        "-s ::1 -p 80 -u / --hash sha1 | --hash"
      })
  void a_wrong_command_line_is_refused_with_a_way_on(String line, String why) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(why, "--genhash --help lists the options.");
    assertThat(out.size()).isZero();
  }

  @Test
  void help_goes_to_standard_output() {
    assertThat(run("-h")).isZero();
    assertThat(out.toString(UTF_8)).contains("--use-virtualhost", "Exit status:");
  }

  @Test
  void it_is_the_first_word_or_none() {
    assertThat(start("-n", "--genhash")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("write it in front");
  }

  /** Asks a server that gives this answer, once. */
  private int ask(String answer, String... more) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread thread = new Thread(() -> answer(server, answer), "web-server");
      thread.start();
      List<String> line =
          new ArrayList<>(
              List.of("-s", "127.0.0.1", "-p", "" + server.getLocalPort(), "-u", "/page"));
      line.addAll(Arrays.asList(more));
      int status = run(line.toArray(String[]::new));
      thread.join();
      return status;
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[4096];
      if (socket.getInputStream().read(request) > 0) {
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(String... options) {
    List<String> line = new ArrayList<>(List.of("--genhash"));
    line.addAll(Arrays.asList(options));
    return start(line.toArray(String[]::new));
  }

  private int start(String... line) {
    return Jkeepalived.run(
        line,
        false,
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        OutputStream.nullOutputStream(),
        () -> new SignalDelivery(Set.of()),
        Optional::empty,
        Optional::empty);
  }
}
