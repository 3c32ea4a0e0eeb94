// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.jkeepalived.control.ControlSettings;
import io.github.jlvs.jkeepalived.control.ControlSocketPlace;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.daemon.Daemon;
import io.github.jlvs.jkeepalived.daemon.DaemonSettings;
import io.github.jlvs.jkeepalived.daemon.Faults;
import io.github.jlvs.jkeepalived.daemon.PartPidFiles;
import io.github.jlvs.jkeepalived.daemon.PidDirectory;
import io.github.jlvs.jkeepalived.daemon.PidFile;
import io.github.jlvs.jkeepalived.daemon.PidFiles;
import io.github.jlvs.jkeepalived.daemon.ReadAgain;
import io.github.jlvs.jkeepalived.daemon.SignalFunction;
import io.github.jlvs.jkeepalived.log.ConsoleSink;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.FileSink;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.log.Sink;
import io.github.jlvs.jkeepalived.log.SyslogSink;
import io.github.jlvs.jkeepalived.lvs.OwnedServicesFile;
import io.github.jlvs.jkeepalived.override.OverridesFile;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.ReaderOptions;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.RunNaming;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.linux.Detachment;
import io.github.jlvs.linux.LinuxException;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The program. */
public final class Jkeepalived {
  private static final int OK = 0;
  private static final int CANNOT_GO_ON = 1;
  private static final int BAD_CONFIGURATION = 2;
  private static final int NOT_PERMITTED = 4;
  private static final int FAULT_OF_THE_PROGRAM = 70;

  private final CommandLineOptions options;
  private final OwnProcess process;
  private final ConfigurationSource source;
  private final PrintStream err;
  private final OutputStream console;

  private Jkeepalived(
      CommandLineOptions options, OwnProcess process, PrintStream err, OutputStream console) {
    this.options = options;
    this.process = process;
    this.source = new ConfigurationSource(options.file);
    this.err = err;
    this.console = console;
  }

  /** Runs the program and ends the JVM with its status. */
  public static void main(String[] arguments) {
    int status;
    try {
      // Not System.err: libraries flush that one, and would wait for a pipe that nobody reads.
      OutputStream console = new FileOutputStream(FileDescriptor.err);
      boolean lenient = "1".equals(System.getenv("JKEEPALIVED_LENIENT"));
      status = run(arguments, lenient, System.out, System.err, console, new LaunchedProcess());
    } catch (RuntimeException | Error e) {
      System.err.println("jkeepalived: fault of the program: " + Faults.describe(e));
      status = FAULT_OF_THE_PROGRAM;
    }
    System.out.flush();
    Runtime.getRuntime().halt(status);
  }

  static int run(
      String[] arguments,
      boolean lenientByEnvironment,
      PrintStream out,
      PrintStream err,
      OutputStream console,
      OwnProcess process) {
    if (arguments.length > 0 && arguments[0].equals(Genhash.WORD)) {
      return new Genhash(out, err).run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    CommandLineOptions options = new CommandLineOptions();
    options.lenient = lenientByEnvironment;
    CommandLine commandLine = options.commandLine();
    try {
      CommandLine.ParseResult parsed =
          commandLine.parseArgs(CommandLineOptions.separated(arguments));
      if (parsed.isUsageHelpRequested()) {
        commandLine.usage(out);
        return OK;
      }
    } catch (CommandLine.ParameterException e) {
      err.println("jkeepalived: " + e.getMessage());
      CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
      err.println("jkeepalived --help lists the options.");
      return BAD_CONFIGURATION;
    }
    if (options.facility.isPresent() && SyslogFacility.named(options.facility.get()).isEmpty()) {
      err.println(
          "jkeepalived: --log-facility takes local0 to local7, 0 to 7, user or daemon, not "
              + options.facility.get());
      return BAD_CONFIGURATION;
    }
    if (options.genhash) {
      err.println("jkeepalived: --genhash is the first word or none: write it in front");
      return BAD_CONFIGURATION;
    }
    if (options.version) {
      out.println(Version.line());
      err.println(Version.standsInFor());
      return OK;
    }
    if (options.keygen.isPresent()) {
      return new Keygen(new SecureRandom(), out, err).run(options.keygen.get());
    }
    if (options.signum.isPresent()) {
      return signum(options.signum.get(), out, err);
    }
    Questions questions =
        new Questions(options, readerOptions(options, options.tolerance()), out, err);
    OptionalInt answer = questions.answer();
    return answer.isPresent()
        ? answer.getAsInt()
        : new Jkeepalived(options, process, err, console).run();
  }

  /** The number alone: scripts and exporters hand it to kill. */
  private static int signum(String function, PrintStream out, PrintStream err) {
    Optional<SignalFunction> known = SignalFunction.named(function);
    if (known.isEmpty()) {
      err.println("Unknown sigfunc " + function);
      return CANNOT_GO_ON;
    }
    out.println(known.get().signal());
    return OK;
  }

  private int run() {
    Optional<Detachment> background;
    try {
      background = process.launcher();
    } catch (LinuxException e) {
      err.println("jkeepalived: the launcher is not there to be told: " + e.getMessage());
      return CANNOT_GO_ON;
    }
    if (options.foreground && background.isPresent()) {
      err.println("jkeepalived: the launcher knows -n and --dont-fork only written out");
      return BAD_CONFIGURATION;
    }
    try {
      return run(new Waiting(background, options.logConsole));
    } finally {
      background.ifPresent(Detachment::close);
    }
  }

  private int run(Waiting waiting) {
    process.showName();
    ReadResult result = source.read(readerOptions(options, options.tolerance()));
    boolean starts = result.configuration().isPresent();
    if (!starts || !options.logConsole) {
      result.diagnostics().forEach(err::println);
    }
    if (result.configuration().isEmpty()) {
      err.println("jkeepalived: the configuration has errors: nothing was started");
      return BAD_CONFIGURATION;
    }
    // Before there is anything to leave behind, the pid file included.
    Optional<String> refusal = process.signals().refusal();
    if (refusal.isPresent()) {
      err.println("jkeepalived: " + refusal.get());
      return CANNOT_GO_ON;
    }
    if (options.namespace.isPresent() && !process.isIn(options.namespace.get())) {
      err.println(
          "jkeepalived: it is not in the network namespace "
              + options.namespace.get()
              + ": start it by tools/bin/jkeepalived, which enters it first, with --namespace"
              + " written out");
      return CANNOT_GO_ON;
    }
    // Before the first thread of its own: all of them have no more.
    process.reduceCapabilities().ifPresent(why -> err.println("jkeepalived: " + why));
    return runWithFiles(result.configuration().get(), result.diagnostics(), waiting);
  }

  private int runWithFiles(
      Configuration configuration, List<Diagnostic> diagnostics, Waiting waiting) {
    RunNaming naming = configuration.global().naming();
    PidFiles files =
        PidFiles.usual(options.namespace, naming.instance(), naming.pidDirectory())
            .with(options.pidFile, options.routerPidFile, options.checkerPidFile);
    try (PidDirectory directory = PidDirectory.create(files.directory());
        PidFile pidFile = PidFile.create(files.daemon(), "--pid", pid())) {
      return runDaemon(configuration, diagnostics, files, waiting);
    } catch (PidFile.PidFileException e) {
      err.println("jkeepalived: " + e.getMessage());
      return switch (e.reason()) {
        // Whoever wants one that runs has one.
        case RUNNING -> OK;
        case NOT_PERMITTED -> NOT_PERMITTED;
        case IMPOSSIBLE -> CANNOT_GO_ON;
      };
    }
  }

  private DaemonFacts facts() {
    Instant now = Instant.now();
    return new DaemonFacts(
        Version.number(),
        Runtime.version().toString(),
        pid(),
        ProcessHandle.current().info().startInstant().orElse(now),
        options.file.toAbsolutePath().toString());
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private int runDaemon(
      Configuration configuration, List<Diagnostic> diagnostics, PidFiles files, Waiting waiting) {
    RunNaming naming = configuration.global().naming();
    try (DaemonLog log = new DaemonLog(sinks(naming), Clock.systemUTC());
        PartPidFiles parts = new PartPidFiles(files, pid(), log)) {
      log.line(Part.DAEMON, "Starting " + Version.line());
      if (options.logDetail) {
        log.line(Part.DAEMON, "Opening file '" + options.file + "'.");
      }
      log.line(Part.DAEMON, "Configuration file " + options.file);
      // What is passed over is said at each start, where whoever is on call looks.
      diagnostics.forEach(diagnostic -> log.line(Part.DAEMON, diagnostic.toString()));
      options.withoutEffect.lines().forEach(line -> log.line(Part.DAEMON, line));
      if (!suffix(naming).isEmpty()) {
        log.line(Part.DAEMON, "Changing syslog ident to " + Part.DAEMON.ident() + suffix(naming));
      }
      if (options.dumpConfiguration) {
        dump(log);
      }
      Daemon daemon =
          new Daemon(
              settings(files, naming),
              log,
              (routers, servers) -> {
                parts.runs(routers, servers);
                waiting.runs();
              });
      int status = runDaemon(daemon, configuration, log);
      log.line(Part.DAEMON, "Stopped " + Version.line());
      // Stopped in good order, but whoever waits for it to run has none.
      return status == OK && waiting.isOn() ? CANNOT_GO_ON : status;
    }
  }

  private void dump(DaemonLog log) {
    ReadResult unused =
        ConfigurationReader.explain(
            options.file,
            readerOptions(options, options.tolerance()),
            block -> block.text().lines().forEach(line -> log.line(Part.DAEMON, line)));
  }

  private int runDaemon(Daemon daemon, Configuration configuration, DaemonLog log) {
    try {
      return daemon.run(configuration, () -> readAgain(configuration.global().naming()));
    } catch (LinuxException e) {
      say(log, String.valueOf(e.getMessage()));
      return e.errno().isPermission() ? NOT_PERMITTED : CANNOT_GO_ON;
    } catch (RuntimeException | Error e) {
      say(log, "Fault of the program: " + Faults.describe(e));
      return FAULT_OF_THE_PROGRAM;
    }
  }

  /** The log shows it on the console already where that was asked for. */
  private void say(DaemonLog log, String text) {
    log.line(Part.DAEMON, text);
    if (!options.logConsole) {
      err.println("jkeepalived: " + text);
    }
  }

  /**
   * A configuration with errors is said and not taken: what runs goes on. No leniency here: a block
   * that is left out would end what runs for a slip of the pen.
   */
  private ReadAgain readAgain(RunNaming naming) {
    Tolerance tolerance = options.strict ? Tolerance.STRICT : Tolerance.USUAL;
    ReadResult result = source.read(readerOptions(options, tolerance));
    List<String> said = new ArrayList<>();
    result.diagnostics().forEach(diagnostic -> said.add(diagnostic.toString()));
    Optional<Configuration> configuration = result.configuration();
    Optional<String> obstacle = Optional.empty();
    if (configuration.isEmpty()) {
      obstacle =
          result.diagnostics().stream()
              .filter(each -> each.severity() == Severity.ERROR)
              .map(Diagnostic::toString)
              .findFirst();
      said.add("The configuration has errors: what runs goes on unchanged");
    } else if (!configuration.get().global().naming().equals(naming)) {
      obstacle =
          Optional.of(
              "Cannot change instance name at a reload - please restart keepalived: what runs goes"
                  + " on unchanged, and so does use_pid_dir");
      said.add(obstacle.get());
      configuration = Optional.empty();
    }
    return new ReadAgain(configuration, said, obstacle);
  }

  private static ReaderOptions readerOptions(CommandLineOptions options, Tolerance tolerance) {
    ReaderOptions machine = ReaderOptions.ofThisMachine().withTolerance(tolerance);
    return options.configId.map(machine::withId).orElse(machine);
  }

  private DaemonSettings settings(PidFiles files, RunNaming naming) {
    return new DaemonSettings(
        !options.checkOnly || options.vrrpOnly,
        !options.vrrpOnly || options.checkOnly,
        options.keepVirtualServers,
        options.logDetail,
        OwnedServicesFile.beside(files.daemon()),
        OverridesFile.usual(options.namespace, naming.instance()),
        new ControlSettings(
            ControlSocketPlace.usual(options.namespace, naming.instance()), facts()));
  }

  /** What log names have besides, as keepalived's have. */
  private String suffix(RunNaming naming) {
    return Stream.of(options.namespace, naming.instance())
        .flatMap(Optional::stream)
        .map(name -> "_" + name)
        .collect(Collectors.joining());
  }

  private List<Sink> sinks(RunNaming naming) {
    ZoneId zone = ZoneId.systemDefault();
    List<Sink> sinks = new ArrayList<>();
    if (options.logConsole) {
      sinks.add(new ConsoleSink(console, zone));
    }
    options.logFile.ifPresent(file -> sinks.add(new FileSink(file, suffix(naming), zone)));
    if (!options.noSyslog) {
      int facility =
          options
              .facility
              .map(SyslogFacility::named)
              .orElse(OptionalInt.empty())
              .orElse(SyslogFacility.DAEMON);
      sinks.add(new SyslogSink(new File("/dev/log"), facility, suffix(naming), pid(), zone));
    }
    return sinks;
  }
}
