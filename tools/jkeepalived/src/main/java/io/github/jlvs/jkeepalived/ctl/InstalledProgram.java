// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A program of the suite that is installed beside this one, with this one's input and output. */
final class InstalledProgram {
  private InstalledProgram() {}

  /** Where jlvs-doctor is: what the launcher says, which stands beside it; else what PATH finds. */
  static String doctor() {
    return Optional.ofNullable(System.getenv("JLVS_DOCTOR"))
        .filter(path -> !path.isEmpty())
        .orElse("jlvs-doctor");
  }

  /**
   * Runs it to its end.
   *
   * @return its exit status; nothing where it could not be started
   */
  static OptionalInt run(List<String> command) {
    try {
      return OptionalInt.of(new ProcessBuilder(command).inheritIO().start().waitFor());
    } catch (IOException notThere) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
