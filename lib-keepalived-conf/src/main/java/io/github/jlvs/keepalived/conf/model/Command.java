// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import java.util.List;
import java.util.Optional;

/**
 * A program to run with its arguments; no shell is between.
 *
 * @param words the path of the program, then its arguments; at least one
 * @param user whom it runs as; whom all scripts run as if it says nothing itself
 */
public record Command(List<String> words, Optional<ScriptUser> user) {

  /** Makes the list unmodifiable. */
  public Command {
    words = List.copyOf(words);
  }
}
