// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Forwarding;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Prepares a real server: start, stop, status, check, install, uninstall. */
@Command(
    name = "jlvs-rs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "start|stop|status|check|install|uninstall",
    description = "Prepares a real server of LVS: for direct routing, tunnels or masquerading.",
    footer = {
      "",
      "Exit status of start, stop, install, uninstall: 0 done, 1 failed, 2 wrong use, 4 no permission;",
      "with --dry-run 0 where it is told what would be done, or that there is nothing to do.",
      "Exit status of status: 0 complete, 1 partly, 3 stopped, 4 not known, 2 wrong use.",
      "Exit status of check: 0 one answers, 1 several, 3 nobody, 4 not known, 2 wrong use.",
      "Of status, check and --dry-run 74 where the output could not be written whole."
    })
public final class JlvsRs {
  /** EX_IOERR of sysexits.h, as of the other tools. */
  private static final int UNWRITTEN = 74;

  private JlvsRs() {}

  /** Runs and exits. */
  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    int status = run(out, stream(FileDescriptor.err), arguments);
    out.flush();
    System.exit(status);
  }

  /** UTF-8 whatever the locale is, and buffered: a status is one write. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command line.
   *
   * @return the exit status
   */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      int status = commandLine(out, err).execute(arguments);
      // What was done is done, whoever hears of it; an answer that is not all there must not look
      // good.
      if (!onlyTells(arguments) || !out.checkError()) {
        return status;
      }
      err.println("jlvs-rs: the output could not be written whole");
      return UNWRITTEN;
    } catch (RuntimeException | LinkageError e) {
      // picocli's own failures, and a native library that does not load.
      return ErrorReport.report(err, e, failed(arguments));
    } finally {
      out.flush();
      err.flush();
    }
  }

  static CommandLine commandLine(PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new JlvsRs());
    line.addSubcommand(new StartCommand(out));
    line.addSubcommand(new StopCommand(out));
    line.addSubcommand(new StatusCommand(out));
    line.addSubcommand(new CheckCommand(out));
    line.addSubcommand(new InstallCommand(out));
    line.addSubcommand(new UninstallCommand(out));
    line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.registerConverter(Forwarding.class, new ForwardingConverter());
    line.registerConverter(io.github.jlvs.rs.plan.Vip.class, new VipConverter());
    line.setParameterExceptionHandler((e, words) -> wrongUse(err, e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) ->
            ErrorReport.report(err, e, failed(parsed.originalArgs().toArray(String[]::new))));
    return line;
  }

  /** To status and check 1 has a meaning. */
  static int failed(String... arguments) {
    return asks(arguments) ? StatusCommand.UNKNOWN : CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean asks(String... arguments) {
    return arguments.length > 0 && List.of("status", "check").contains(arguments[0]);
  }

  private static boolean onlyTells(String... arguments) {
    return asks(arguments) || List.of(arguments).contains("--dry-run");
  }

  private static int wrongUse(PrintStream err, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("jlvs-rs: " + e.getMessage() + "; '" + name + " --help' tells more");
    return CommandLine.ExitCode.USAGE;
  }
}
