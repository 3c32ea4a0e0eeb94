// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines as keepalived prints them with {@code -l}: {@code Sun Nov 22 13:06:54 2026: text}, the day
 * of the month in two columns.
 */
public final class ConsoleSink implements Sink {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  private final OutputStream out;
  private final SecondText time;

  /** Prints to a stream, which it does not close. */
  public ConsoleSink(OutputStream out, ZoneId zone) {
    this.out = out;
    this.time = new SecondText(TIME.withZone(zone));
  }

  @Override
  public void write(Entry entry) throws IOException {
    String line = time.of(entry.time()) + ": " + entry.text() + "\n";
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
