// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.command.Command.ExitPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commands that ipvsadm lacks, which are words and no options. They cannot stand in a file. */
public final class TableCommands {
  private static final String DRY_RUN = "--dry-run";
  private static final String LAST_STATUS = "--last-status";

  private TableCommands() {}

  /**
   * Reads {@code diff} or {@code replace}.
   *
   * @param words the command line, without the program's name
   * @return empty where it begins with neither
   * @throws UsageException where the rest makes no sense
   */
  public static Optional<Command> parse(List<String> words) {
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "diff" -> Optional.of(diff(words));
      case "replace" -> Optional.of(replace(words));
      default -> Optional.empty();
    };
  }

  private static Command diff(List<String> words) {
    boolean dashes = words.size() > 1 && words.get(1).equals("--");
    List<String> files = words.subList(dashes ? 2 : 1, words.size());
    if (!dashes && !files.isEmpty() && files.get(0).matches("-.+")) {
      throw misuse(
          1,
          "diff " + files.get(0) + ": it takes a file, and no option; -- stands before odd names");
    }
    if (files.size() > 1) {
      throw misuse(words.size() - 1, "diff: it takes one file");
    }
    return new Command.Diff(files.stream().filter(file -> !file.equals("-")).findFirst());
  }

  private static Command replace(List<String> words) {
    List<String> options = words.subList(1, words.size());
    for (int i = 0; i < options.size(); i++) {
      if (!Set.of(DRY_RUN, LAST_STATUS).contains(options.get(i))) {
        throw misuse(
            i + 1, "replace: it takes rules on standard input, " + DRY_RUN + " and " + LAST_STATUS);
      }
    }
    return new Command.Replace(
        options.contains(DRY_RUN),
        options.contains(LAST_STATUS) ? ExitPolicy.LAST_LINE : ExitPolicy.ANY_REFUSAL);
  }
}
