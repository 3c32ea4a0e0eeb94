// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.rules;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.TableEditor;
import io.github.jlvs.jipvsadm.Console;
import io.github.jlvs.jipvsadm.ExitStatus;
import io.github.jlvs.jipvsadm.KernelText;
import io.github.jlvs.linux.Errno;
import java.util.Optional;

/** Prints changes instead of making them, one after another on a table in memory. */
public final class DryRun {
  private final TableEditor table;
  private final Console console;

  /**
   * Begins with a table.
   *
   * @param table the kernel's
   * @param console gets the changes, and the refusals
   */
  public DryRun(Table table, Console console) {
    this.table = TableEditor.of(table);
    this.console = console;
  }

  /**
   * Prints what one change would do.
   *
   * @param operation the change
   * @param where text before a refusal, like a line's number; may be empty
   * @return the exit status that the change would have, as far as that is known without the kernel
   */
  public int run(Operation operation, String where) {
    Optional<Errno> refusal = table.apply(operation);
    if (refusal.isPresent()) {
      console.tell(where + KernelText.meaning(operation, refusal.get()) + ": " + operation);
      return ExitStatus.REFUSED;
    }
    console.out().text(operation.toString()).line();
    return ExitStatus.OK;
  }
}
