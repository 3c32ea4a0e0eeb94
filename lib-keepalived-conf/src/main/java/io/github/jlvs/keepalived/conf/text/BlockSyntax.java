// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Optional;

/** What a block may hold, as far as it helps to find a wrong brace. */
public interface BlockSyntax {
  /**
   * Whether the lines of this block are items and not keywords.
   *
   * @return true for a list
   */
  boolean isList();

  /**
   * Whether a keyword has its place here.
   *
   * @param keyword the first word of a line
   * @return true if so; false for everything in a list
   */
  boolean knows(String keyword);

  /**
   * The block that a keyword opens here.
   *
   * @param keyword the first word of a line
   * @return what that block may hold, or nothing for a keyword without a block
   */
  Optional<? extends BlockSyntax> child(String keyword);

  /**
   * Whether a word of a line in this block may be shown. In a block with secrets only what it knows
   * may, or nearly knows: where a line is wrong, any other word may be one, or a part of it.
   *
   * @param word the keyword, or a word behind it
   * @return true if so
   */
  boolean shows(String word);
}
