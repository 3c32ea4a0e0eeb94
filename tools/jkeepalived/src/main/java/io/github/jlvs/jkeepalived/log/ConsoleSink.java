// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Lines on standard error. Of many that are said at the same time, as at the start of thousands of
 * checks, some hundred go in one system call: each wakes up whoever reads them.
 */
public final class ConsoleSink implements Sink {
  private static final int MANY = 1 << 14;

  private final OutputStream out;
  private final LineFormat format;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /** Prints to a stream, which it does not close. */
  public ConsoleSink(OutputStream out, ZoneId zone) {
    this.out = out;
    this.format = new LineFormat(zone);
  }

  @Override
  public void write(Entry entry) throws IOException {
    kept.writeBytes(format.line(entry).getBytes(StandardCharsets.UTF_8));
    if (kept.size() >= MANY) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    byte[] lines = kept.toByteArray();
    kept.reset();
    if (lines.length > 0) {
      out.write(lines);
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
