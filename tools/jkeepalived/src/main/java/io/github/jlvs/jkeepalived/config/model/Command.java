// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.util.List;

/**
 * A program to run with its arguments; no shell is between.
 *
 * @param words the path of the program, then its arguments; at least one
 */
public record Command(List<String> words) {

  /** Makes the list unmodifiable. */
  public Command {
    words = List.copyOf(words);
  }
}
