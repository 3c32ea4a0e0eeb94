// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.ControlSocketPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The words of the command. */
@Command(
    name = "jkeepalivedctl",
    description = "Shows how a jkeepalived is that runs on this machine, and steers it.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:all is well; what was asked for is done",
      " 1:something is wrong: a virtual router in FAULT, a service without a server, a refused"
          + " reload, a check that fails, a difference; what was asked for is refused",
      " 2:the command line",
      " 3:no daemon was reached, it did not answer, or this user may not ask",
      " 4:this user may read but not change anything",
      "70:a fault of the program itself",
      "74:the output could not be written whole",
      "124:the time was over before what was waited for"
    })
final class CtlOptions implements Callable<Integer> {
  /** What is done. */
  interface Actions {
    int status(Path socket, boolean json, Optional<Integer> everySeconds);

    int show(Path socket, Shown what, boolean json);

    /** Has the daemon do something. */
    int command(Path socket, String path, Map<String, Object> arguments);

    /** Has a virtual router resign, and looks who is master then. */
    int failover(Path socket, String router, Map<String, Object> arguments);

    int events(Path socket, EventsWish wish);

    /** Prints what does not depend on a daemon. */
    int print(String text);

    /** Compares the file, what runs, and the kernel's table. */
    int diff(Path socket);

    /** Has jlvs-doctor look at this host by the daemon's configuration. */
    int doctor(Path socket, List<String> words);

    /** Waits until a server that drains has no connection any more. */
    int awaitDrained(Path socket, Decision.Meant meant, Optional<Duration> limit);
  }

  /** A number of seconds that makes sense to wait. */
  private static final int LONGEST_WAIT = 86400;

  private final Actions actions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  boolean help;

  @Mixin private final Where where = new Where();

  /** Which daemon is asked. */
  static final class Where {
    @Option(
        names = "--socket",
        paramLabel = "PATH",
        scope = ScopeType.INHERIT,
        description = "The daemon's control socket (default: /run/jkeepalived/control.sock).")
    private Optional<Path> socket = Optional.empty();

    @Option(
        names = "--namespace",
        paramLabel = "NAME",
        scope = ScopeType.INHERIT,
        description = "That of a daemon which was started with this --namespace.")
    private Optional<String> namespace = Optional.empty();

    @Option(
        names = "--instance",
        paramLabel = "NAME",
        scope = ScopeType.INHERIT,
        description = "That of a daemon whose configuration has this instance.")
    private Optional<String> instance = Optional.empty();

    Path path() {
      return socket.orElseGet(() -> ControlSocketPlace.usual(namespace, instance));
    }
  }

  private CtlOptions(Actions actions) {
    this.actions = actions;
  }

  static CommandLine commandLine(Actions actions) {
    CtlOptions options = new CtlOptions(actions);
    return new CommandLine(options)
        .addSubcommand(new StatusCommand(options))
        .addSubcommand(new ShowCommand(options))
        .addSubcommand(new ReloadOptions(options))
        .addSubcommand(new FailoverOptions(options))
        .addSubcommand(new DrainOptions(options))
        .addSubcommand(new DisableOptions(options))
        .addSubcommand(new WeightOptions(options))
        .addSubcommand(new EnableOptions(options))
        .addSubcommand(CheckOptions.commandLine(options))
        .addSubcommand(new DiffOptions(options))
        .addSubcommand(new CompletionOptions(actions))
        .addSubcommand(new EventsOptions(options))
        .addSubcommand(new DoctorOptions(options))
        .registerConverter(Shown.class, Shown::typed)
        .registerConverter(Since.class, EventsOptions::since);
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "what to do is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  int failover(String router, Map<String, Object> arguments) {
    return actions.failover(where.path(), router, arguments);
  }

  int command(String path, Map<String, Object> arguments) {
    return actions.command(where.path(), path, arguments);
  }

  int diff() {
    return actions.diff(where.path());
  }

  int events(EventsWish wish) {
    return actions.events(where.path(), wish);
  }

  int doctor(List<String> words) {
    return actions.doctor(where.path(), words);
  }

  int awaitDrained(Decision.Meant meant, Optional<Duration> limit) {
    return actions.awaitDrained(where.path(), meant, limit);
  }

  @Command(name = "status", description = "How the daemon is, on one page.")
  private static final class StatusCommand implements Callable<Integer> {
    private final CtlOptions all;

    @Option(names = "--json", description = "Print the daemon's answer as it is.")
    private boolean json;

    @Option(
        names = "--watch",
        arity = "0..1",
        fallbackValue = "2",
        paramLabel = "SECONDS",
        description = "Again and again, every ${FALLBACK-VALUE} seconds or as often as named.")
    private Optional<Integer> watch = Optional.empty();

    StatusCommand(CtlOptions all) {
      this.all = all;
    }

    @Override
    public Integer call() {
      if (watch.filter(seconds -> seconds < 1 || seconds > LONGEST_WAIT).isPresent()) {
        throw new CommandLine.ParameterException(
            new CommandLine(all), "--watch takes 1 to " + LONGEST_WAIT + " seconds");
      }
      return all.actions.status(all.where.path(), json, watch);
    }
  }

  @Command(
      name = "show",
      description =
          "All virtual routers, virtual services, real servers or checks, a line each; or the"
              + " kernel's table beside what the daemon wants in it.")
  private static final class ShowCommand implements Callable<Integer> {
    private final CtlOptions all;

    @Parameters(
        paramLabel = "routers|services|servers|checks|table",
        completionCandidates = Words.class,
        description = "What is listed.")
    private Shown what = Shown.ROUTERS;

    @Option(names = "--json", description = "Print the daemon's answer as it is.")
    private boolean json;

    /** What bash completes. */
    private static final class Words implements Iterable<String> {
      @Override
      public Iterator<String> iterator() {
        return Shown.words().iterator();
      }
    }

    ShowCommand(CtlOptions all) {
      this.all = all;
    }

    @Override
    public Integer call() {
      return all.actions.show(all.where.path(), what, json);
    }
  }
}
