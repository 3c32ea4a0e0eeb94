// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines on their way to a syslog daemon that comes and goes. */
class SyslogSinkTest {
  private static final Instant TIME = Instant.parse("2026-11-02T13:06:54Z");

  private @TempDir Path directory;

  @Test
  void a_syslog_daemon_that_starts_again_gets_the_next_line() throws IOException {
    File socket = directory.resolve("log").toFile();
    try (SyslogSink sink = new SyslogSink(socket, 3, "", 1, ZoneOffset.UTC)) {
      sink.write(entry("nobody is there"));
      try (UnixDatagramChannel daemon = listening(socket)) {
        sink.write(entry("one"));
        sink.write(entry("two"));
        assertThat(next(daemon)).isEqualTo("<30>Nov  2 13:06:54 Keepalived[1]: one");
        assertThat(next(daemon)).isEqualTo("<30>Nov  2 13:06:54 Keepalived[1]: two");
      }
      assertThatThrownBy(() -> sink.write(entry("its socket is left behind")))
          .isInstanceOf(IOException.class);
      Files.delete(socket.toPath());
      try (UnixDatagramChannel again = listening(socket)) {
        sink.write(entry("three"));
        assertThat(next(again)).endsWith(": three");
      }
    }
  }

  private static Entry entry(String text) {
    return new Entry(TIME, Part.DAEMON, text);
  }

  private static UnixDatagramChannel listening(File socket) throws IOException {
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    return channel.bind(new UnixSocketAddress(socket));
  }

  private static String next(UnixDatagramChannel channel) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(1024);
    UnixSocketAddress unused = channel.receive(line);
    return new String(line.array(), 0, line.position(), StandardCharsets.UTF_8);
  }
}
