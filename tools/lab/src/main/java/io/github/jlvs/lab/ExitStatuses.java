// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which exit statuses of a command its caller takes for an answer. With any other the command has
 * failed.
 *
 * @param accepted those that are an answer
 */
public record ExitStatuses(Set<Integer> accepted) {
  /** That the command did what it was told to. */
  public static final ExitStatuses SUCCESS = of(0);

  /** Keeps its own copy of the set. */
  public ExitStatuses {
    accepted = Set.copyOf(accepted);
  }

  /**
   * Those that are named.
   *
   * @param accepted such as 0 and 1 for {@code test} and {@code grep}, whose 2 is a failure
   * @return these
   */
  public static ExitStatuses of(int... accepted) {
    return new ExitStatuses(IntStream.of(accepted).boxed().collect(Collectors.toSet()));
  }

  /**
   * Every one that says something of the command itself, for a caller that judges it: all but 126
   * and 127, by which a shell, env or timeout says that it could not execute a command.
   *
   * @return these
   */
  public static ExitStatuses any() {
    return new ExitStatuses(
        IntStream.rangeClosed(0, 255)
            .filter(status -> status != 126 && status != 127)
            .boxed()
            .collect(Collectors.toSet()));
  }
}
