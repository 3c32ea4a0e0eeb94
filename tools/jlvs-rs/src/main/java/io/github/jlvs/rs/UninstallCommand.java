// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.Installer;
import io.github.jlvs.rs.plan.Installation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes back what install has written. */
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = {
      "Disables the unit and removes the files that install wrote; one that has been changed since"
          + " stays, and is told (exit status 1).",
      "It stops nothing now: that does 'jlvs-rs stop'."
    })
final class UninstallCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(names = "--root", paramLabel = "DIRECTORY", description = "As with install.")
  private Path root = Path.of("/");

  UninstallCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    List<Path> changed = new Installer(root, new Installer.Host(root), out::println).uninstall();
    for (Path each : changed) {
      boolean unit = each.endsWith(Installation.UNIT);
      out.println(
          PlanPrinter.note(
              each
                  + " stays: it is not as 'jlvs-rs install' wrote it"
                  + (unit
                      ? "; it is enabled as before (systemctl disable " + Installation.UNIT + ")"
                      : "")));
    }
    if (!changed.isEmpty()) {
      return 1;
    }
    out.println(
        "RealServer uninstall OK"
            + (root.equals(Path.of("/"))
                ? "; what was started stays until 'jlvs-rs stop' or the next boot"
                : ""));
    return 0;
  }
}
