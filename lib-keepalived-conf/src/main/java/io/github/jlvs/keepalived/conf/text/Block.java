// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.List;

/**
 * What stands between two braces.
 *
 * @param open the opening brace
 * @param statements the lines in it
 * @param close the closing brace, or where it should have been
 */
public record Block(Position open, List<Statement> statements, Position close) {

  /** Makes the list unmodifiable. */
  public Block {
    statements = List.copyOf(statements);
  }
}
