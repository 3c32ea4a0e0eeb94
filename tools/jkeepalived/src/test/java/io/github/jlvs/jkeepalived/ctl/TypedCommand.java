// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The command as its users type it, at a daemon that is played. */
abstract class TypedCommand {
  @TempDir Path directory;
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final List<Duration> pauses = new ArrayList<>();

  /** The programs that it ran, and what each ended with. */
  final List<List<String>> programs = new ArrayList<>();

  OptionalInt programStatus = OptionalInt.of(0);
  PlayedDaemon daemon;

  TypedCommand() {}

  @BeforeEach
  void listen() throws IOException {
    daemon = new PlayedDaemon(socket());
  }

  @AfterEach
  void close() throws IOException {
    daemon.close();
  }

  Path socket() {
    return directory.resolve("c.sock");
  }

  void answers(int status, String body) {
    answersAfter(0, status, body);
  }

  void answersAfter(long millis, int status, String body) {
    daemon.answersAfter(millis, request -> whole(status, body));
  }

  static byte[] whole(int status, String body) {
    return ("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  int run(String... words) {
    return run(false, pause -> false, words);
  }

  int run(boolean terminal, Predicate<Duration> pause, String... words) {
    out.reset();
    err.reset();
    return JkeepalivedCtl.run(
        words,
        new JkeepalivedCtl.Surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            ZoneOffset.UTC,
            terminal,
            pause,
            () -> {},
            () -> false,
            command -> {
              programs.add(command);
              return programStatus;
            }));
  }

  String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
