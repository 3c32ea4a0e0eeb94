// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.host.Installer;
import io.github.jlvs.rs.plan.Installation;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes this host the same real server after every boot. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a unit of systemd that starts this real server at every boot with the same options, and,"
          + " where they are installed, files that keep NetworkManager and systemd-networkd off its"
          + " interfaces; enables the unit.",
      "It starts nothing now. What it wrote before is replaced; what others wrote is not."
    })
final class InstallCommand implements Callable<Integer> {
  private final PrintStream out;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--dry-run",
      description = "Print what would be written, removed and run, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--root",
      paramLabel = "DIRECTORY",
      description = "Write below it and run nothing, as for a package or an image.")
  private Path root = Path.of("/");

  @Option(
      names = "--command",
      paramLabel = "PATH",
      defaultValue = "${env:JLVS_RS_COMMAND:-/usr/bin/jlvs-rs}",
      description = "The jlvs-rs that the unit runs (default: ${DEFAULT-VALUE}).")
  private String program = "";

  InstallCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    server.refuseNothing();
    Installation installation = installation();
    Installer installer = new Installer(root, new Installer.Host(root), out::println);
    if (dryRun) {
      out.print(installer.preview(installation));
      return 0;
    }
    installer.install(installation);
    // One that runs already is not started again: what is new comes by a reload.
    out.println(
        "RealServer install OK; 'systemctl reload-or-restart "
            + Installation.UNIT
            + "' starts it now");
    return 0;
  }

  private Installation installation() {
    try {
      return new Installation(program, server.vips(), server.forwarding(), server.directors());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
