// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.text.Position;

/** Where a value comes from. */
public sealed interface Source {
  /**
   * Its own line.
   *
   * @param position the keyword
   */
  record At(Position position) implements Source {
    @Override
    public String toString() {
      return position.file() + ":" + position.line();
    }
  }

  /**
   * Another keyword, or the same in a block around, of which this one takes its value.
   *
   * @param position that keyword
   */
  record Inherited(Position position) implements Source {
    @Override
    public String toString() {
      return "inherited from " + position.file() + ":" + position.line();
    }
  }

  /** What holds where no line says it. */
  record Default() implements Source {
    @Override
    public String toString() {
      return "default";
    }
  }
}
