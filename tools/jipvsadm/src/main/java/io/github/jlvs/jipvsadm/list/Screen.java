// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * How much a terminal shows.
 *
 * @param lines how many lines
 * @param columns how many characters a line
 */
record Screen(int lines, int columns) {
  /** No terminal: everything is shown. */
  static final Screen UNBOUNDED = new Screen(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final Screen USUAL = new Screen(24, 80);

  /** Asks the terminal, which may have changed its size, by way of stty. */
  static Screen ofTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size", "-F", "/dev/tty")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        String[] size =
            new String(answer.readNBytes(64), StandardCharsets.ISO_8859_1).trim().split(" ");
        int lines = Integer.parseInt(size[0]);
        int columns = size.length < 2 ? 0 : Integer.parseInt(size[1]);
        return lines < 1 || columns < 1 ? USUAL : new Screen(lines, columns);
      }
    } catch (IOException | NumberFormatException nobodyKnows) {
      return USUAL;
    }
  }
}
