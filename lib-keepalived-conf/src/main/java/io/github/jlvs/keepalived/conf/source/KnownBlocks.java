// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.SourceLines;

/** Blocks whose text has been read before, and need not be taken apart again. */
@FunctionalInterface
public interface KnownBlocks {
  /** None is known. */
  KnownBlocks NONE = lines -> false;

  /**
   * Takes the block that begins with the next line, if it is known.
   *
   * @param lines stand behind the block afterwards; where it is not known, as before
   * @return whether it is taken
   */
  boolean take(SourceLines lines);
}
