// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import java.io.IOException;
import java.io.Reader;

/** Lines of bounded length: of a longer one the start is kept and the rest passed over. */
public final class LineSource {
  public static final int LONGEST = 4096;

  private final Reader in;
  private final char[] buffer = new char[8192];
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int end;
  private boolean cut;

  public LineSource(Reader in) {
    this.in = in;
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    line.setLength(0);
    cut = false;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      char c = buffer[at++];
      if (c == '\n') {
        return true;
      }
      if (line.length() < LONGEST) {
        line.append(c);
      } else {
        cut = true;
      }
    }
    return any;
  }

  public String line() {
    return line.toString();
  }

  public boolean isCut() {
    return cut;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
