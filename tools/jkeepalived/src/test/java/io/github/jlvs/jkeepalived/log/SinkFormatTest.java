// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as keepalived 2.2.7 prints and sends them. */
class SinkFormatTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T13:06:54Z, Sun Nov 22 13:06:54 2026",
    "2026-11-02T03:06:04Z, Mon Nov  2 03:06:04 2026",
    "2026-09-12T23:59:59Z, Sat Sep 12 23:59:59 2026"
  })
  void the_console_shows_the_time_as_keepalived_does(String time, String shown) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ConsoleSink sink = new ConsoleSink(out, ZoneOffset.UTC)) {
      sink.write(new Entry(Instant.parse(time), Part.VRRP, "(VI_1) Entering MASTER STATE"));
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(shown + ": (VI_1) Entering MASTER STATE\n");
  }

  @Test
  void each_line_has_the_second_that_it_was_said_in() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Instant time = Instant.parse("2026-11-22T13:06:54.9Z");
    try (ConsoleSink sink = new ConsoleSink(out, ZoneOffset.UTC)) {
      for (int millis : new int[] {0, 50, 150, -900}) {
        sink.write(new Entry(time.plusMillis(millis), Part.VRRP, "text"));
      }
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(11, 19)))
        .containsExactly("13:06:54", "13:06:54", "13:06:55", "13:06:54");
  }

  @Test
  void lines_go_out_together_when_none_waits_or_they_are_many() throws IOException {
    List<Integer> writes = new ArrayList<>();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            writes.add(1);
          }

          @Override
          public void write(byte[] octets) {
            writes.add(octets.length);
          }
        };
    try (ConsoleSink sink = new ConsoleSink(out, ZoneOffset.UTC)) {
      Entry entry = new Entry(Instant.parse("2026-11-02T13:06:54Z"), Part.DAEMON, "ten octets");
      int length = "Mon Nov  2 13:06:54 2026: ten octets\n".length();
      sink.write(entry);
      sink.write(entry);
      assertThat(writes).isEmpty();
      sink.flush();
      sink.flush();
      assertThat(writes).containsExactly(2 * length);
      for (int i = 0; i < 1000; i++) {
        sink.write(entry);
      }
      assertThat(writes).hasSize(3).allSatisfy(octets -> assertThat(octets).isLessThan(17_000));
    }

    assertThat(writes.stream().mapToInt(octets -> octets).sum()).isEqualTo(1002 * 37);
  }

  @Test
  void syslog_gets_facility_time_name_and_process() {
    SyslogSink daemon = new SyslogSink(new File("/dev/log"), 3, "_red_foo", 4711, ZoneOffset.UTC);
    SyslogSink local7 = new SyslogSink(new File("/dev/log"), 23, "", 1, ZoneOffset.UTC);
    Instant time = Instant.parse("2026-11-02T13:06:54Z");

    assertThat(daemon.format(new Entry(time, Part.CHECKERS, "text")))
        .isEqualTo("<30>Nov  2 13:06:54 Keepalived_healthcheckers_red_foo[4711]: text");
    assertThat(local7.format(new Entry(time, Part.DAEMON, "text")))
        .isEqualTo("<190>Nov  2 13:06:54 Keepalived[1]: text");
    assertThat(Part.VRRP.ident()).isEqualTo("Keepalived_vrrp");
  }
}
