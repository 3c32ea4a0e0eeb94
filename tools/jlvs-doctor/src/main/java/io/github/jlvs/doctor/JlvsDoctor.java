// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import io.github.jlvs.doctor.check.Checks;
import io.github.jlvs.doctor.check.Report;
import io.github.jlvs.doctor.host.Examination;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.rs.plan.Vip;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Says why there are two masters, or why a client gets no answer while every check succeeds. */
@Command(
    name = "jlvs-doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Looks at this host, a director or a real server, and says what keeps clients from being"
          + " served: what was seen, why that hurts, and the command that mends it.",
      "",
      "Changes nothing. What it sends are ARP probes, which change no neighbour's table, and to real"
          + " servers behind direct routing and tunnels SYNs of its own, each reset at once; and to"
          + " hear advertisements it joins their group, of which the kernel may tell switches (IGMP)."
    },
    footer = {
      "",
      "Exit status, as of a monitoring plugin: 0 no fault, 1 WARNING, 2 CRITICAL, 3 it could not look;"
          + " without the rights of root it is 1 at least. 64 wrong use, 74 the report could not be"
          + " written whole."
    })
public final class JlvsDoctor implements Callable<Integer> {
  private static final Path DEFAULT_FILE = Path.of("/etc/keepalived/keepalived.conf");
  private static final int UNKNOWN = 3;
  private static final int WRONG_USE = 64;

  /** EX_IOERR of sysexits. */
  private static final int UNWRITTEN = 74;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = {"-f", "--use-file"},
      paramLabel = "FILE",
      description =
          "keepalived's configuration, of this director or, with --real-server, of its directors"
              + " (default: /etc/keepalived/keepalived.conf, where it is).")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--real-server",
      description =
          "This host is a real server. Without a configuration it is taken for one where it has"
              + " virtual addresses on lo.")
  private boolean realServer;

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      description =
          "On a real server: a virtual address; may be repeated (default: those of the"
              + " configuration, else those on lo).")
  private List<Vip> vips = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private JlvsDoctor(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs and exits. */
  public static void main(String[] arguments) {
    System.exit(run(stream(FileDescriptor.out), stream(FileDescriptor.err), arguments));
  }

  /** UTF-8 whatever the locale is, and buffered: a report is one write. */
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
      if (!out.checkError()) {
        return status;
      }
      err.println("jlvs-doctor: the report could not be written whole");
      return UNWRITTEN;
    } finally {
      err.flush();
    }
  }

  private static CommandLine commandLine(PrintStream out, PrintStream err) {
    CommandLine line =
        new CommandLine(new JlvsDoctor(out, err)).addSubcommand(new TraceCommand(out));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.registerConverter(Vip.class, JlvsDoctor::vip);
    line.setParameterExceptionHandler((e, words) -> wrongUse(err, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(err, e));
    return line;
  }

  private static Vip vip(String text) {
    try {
      return Vip.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static int wrongUse(PrintStream err, ParameterException e) {
    err.println("jlvs-doctor: " + e.getMessage() + "; 'jlvs-doctor --help' tells more");
    return WRONG_USE;
  }

  private static int failed(PrintStream err, Exception e) {
    String text =
        e instanceof LinuxException
            ? String.valueOf(e.getMessage())
            : "this should not have happened: " + e + "; please report it";
    err.println("jlvs-doctor: " + text.replaceAll("\\R", " "));
    return UNKNOWN;
  }

  @Override
  public Integer call() {
    Optional<Task> task = task();
    if (task.isEmpty()) {
      return UNKNOWN;
    }
    Report report = Checks.examine(Examination.look(task.get()));
    out.print(json ? ReportJson.of(report) : ReportText.of(report));
    return report.checked().isEmpty() ? UNKNOWN : report.severity().state().ordinal();
  }

  private Optional<Task> task() {
    Optional<Path> used = file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
    Optional<Configuration> configuration = Optional.empty();
    if (used.isPresent()) {
      configuration = read(used.get());
      if (configuration.isEmpty()) {
        return Optional.empty();
      }
    }
    Optional<String> name = used.map(Path::toString);
    if (configuration.isPresent() && !realServer && vips.isEmpty()) {
      return Optional.of(Task.director(name.orElseThrow(), configuration.get()));
    }
    return server(name, configuration);
  }

  private Optional<Task> server(Optional<String> name, Optional<Configuration> directors) {
    List<InetAddress> named = vips.stream().map(Vip::address).toList();
    if (named.isEmpty() && directors.isEmpty()) {
      named = Examination.onLoopback();
    }
    Task task = Task.realServer(name, directors, named, Examination.addresses());
    if (task.virtualAddresses().isEmpty() && task.virtualServers().isEmpty()) {
      err.println(
          directors.isPresent()
              ? "jlvs-doctor: " + name.orElseThrow() + " has no virtual address; give one by --vip"
              : "jlvs-doctor: there is no "
                  + DEFAULT_FILE
                  + ", and no virtual address on lo: give this director's configuration by -f, or"
                  + " this real server's virtual address by --vip");
      return Optional.empty();
    }
    return Optional.of(task);
  }

  private Optional<Configuration> read(Path path) {
    ReadResult result = ConfigurationReader.read(path);
    if (result.configuration().isEmpty()) {
      result.diagnostics().stream()
          .filter(each -> each.severity() == Severity.ERROR)
          .forEach(each -> err.println("jlvs-doctor: " + each));
      err.println("jlvs-doctor: with errors in " + path + " nobody knows what this host should be");
    }
    return result.configuration();
  }
}
