// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import java.util.List;

/** Lines in the layout of keepalived's dumps. */
final class DumpText {
  private final StringBuilder text = new StringBuilder();

  /** A heading of a section. */
  DumpText section(String name) {
    return line("------< " + name + " >------");
  }

  /** The first line of a block, or one of a section that has none. */
  DumpText head(String line) {
    return line(" " + line);
  }

  /** A line of a block. */
  DumpText row(String line) {
    return line("   " + line);
  }

  DumpText row(String label, Object value) {
    return row(label + " = " + value);
  }

  /** A list in a block; nothing where there are no items. */
  DumpText list(String label, List<String> items) {
    if (!items.isEmpty()) {
      row(label);
      items.forEach(item -> line("     " + item));
    }
    return this;
  }

  DumpText line(String line) {
    text.append(line).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
