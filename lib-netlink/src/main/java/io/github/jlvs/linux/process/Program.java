// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to start.
 *
 * @param words the path of its file, and its arguments; no shell looks at them
 * @param environment all of its environment: nothing of this process's own is added
 * @param account whom it runs as; empty for whoever this process is
 * @param life how long it may run
 */
public record Program(
    List<String> words, Map<String, String> environment, Optional<Account> account, Life life) {
  /** How long a program may run. */
  public enum Life {
    /** As long as it likes, whatever becomes of who has started it. */
    ITS_OWN,

    /**
     * Until the thread ends that has started it, by whatever death: the kernel tells it to end then
     * (SIGTERM), but not what it has started in its turn. Needs setpriv(1) of util-linux 2.33.
     */
    OF_ITS_STARTER
  }

  /**
   * One with a life of its own.
   *
   * @param words the path of its file, and its arguments
   * @param environment all of its environment
   * @param account whom it runs as; empty for whoever this process is
   */
  public Program(List<String> words, Map<String, String> environment, Optional<Account> account) {
    this(words, environment, account, Life.ITS_OWN);
  }

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no word, the path is empty, a name of the
   *     environment has an equals sign or is empty, or a text has an octet of zero, which ends it
   *     for the kernel
   */
  public Program {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new IllegalArgumentException("a program without a path");
    }
    words.forEach(Program::requireNoZero);
    for (Map.Entry<String, String> each : environment.entrySet()) {
      requireNoZero(each.getKey());
      requireNoZero(each.getValue());
      if (each.getKey().isEmpty() || each.getKey().indexOf('=') >= 0) {
        throw new IllegalArgumentException(
            "'" + each.getKey() + "' is not the name of an environment variable");
      }
    }
  }

  private static void requireNoZero(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a zero in a word or the environment of a program");
    }
  }

  /**
   * The path of its file.
   *
   * @return the first word
   */
  public String path() {
    return words.get(0);
  }
}
