// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Lines on standard error. */
public final class ConsoleSink implements Sink {
  private final OutputStream out;
  private final LineFormat format;

  /** Prints to a stream, which it does not close. */
  public ConsoleSink(OutputStream out, ZoneId zone) {
    this.out = out;
    this.format = new LineFormat(zone);
  }

  @Override
  public void write(Entry entry) throws IOException {
    out.write(format.line(entry).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
