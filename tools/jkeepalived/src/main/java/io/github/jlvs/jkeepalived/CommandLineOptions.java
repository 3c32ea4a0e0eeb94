// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import io.github.jlvs.keepalived.conf.text.Tolerance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options, named as keepalived names them. */
@Command(
    name = "jkeepalived",
    description = "Runs virtual routers (VRRP) and virtual servers (IPVS) from a keepalived.conf.",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {
      "",
      "keepalived's other options are taken, and are without effect: docs/jkeepalived.md says why."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:it runs in the background, or runs already; stopped as asked; nothing wrong was found",
      " 1:it could not go on",
      " 2:the configuration has errors, or the command line",
      " 4:not permitted",
      " 5:--config-test found errors or warnings",
      " 6:there is no configuration file",
      "70:a fault of the program itself"
    })
final class CommandLineOptions {
  private static final String CONFIG_TEST = "--config-test";
  private static final String CONFIG_TEST_LOG = "--test-log";

  /** Nothing else begins so. */
  private static final int SHORTEST = "--config-t".length();

  @Option(
      names = {"-f", "--use-file"},
      paramLabel = "FILE",
      description = "The configuration (default: ${DEFAULT-VALUE}).")
  Path file = Path.of("/etc/keepalived/keepalived.conf");

  @Option(
      names = {"-t", "--config-test"},
      description = {
        "Only read the configuration and say what is wrong with it. Needs no root.",
        "--config-test=FILE and -tFILE append what is wrong to FILE."
      })
  boolean configTest;

  /** What {@link #separated} makes of a file that is glued to --config-test. */
  @Option(names = CONFIG_TEST_LOG, paramLabel = "FILE", hidden = true)
  Optional<Path> configTestLog = Optional.empty();

  @Option(
      names = {"--strict"},
      description = "What is only warned of because it is unknown or obsolete is an error.")
  boolean strict;

  @Option(
      names = {"--lenient"},
      description = {
        "Start without the smallest blocks that have an error, and log each of them.",
        "JKEEPALIVED_LENIENT=1 in the environment does the same; --strict counts more."
      })
  boolean lenient;

  /** How an explanation is written. */
  enum Format {
    /** A configuration with comments. */
    TEXT,
    /** One JSON object. */
    JSON
  }

  @Option(
      names = {"--explain"},
      arity = "0..1",
      fallbackValue = "text",
      paramLabel = "text|json",
      description = "Print what the configuration means, each value with where it comes from.")
  Optional<Format> explain = Optional.empty();

  @Option(
      names = {"--compare"},
      paramLabel = "FILE",
      description = "Check the configuration against that of the pair's other director.")
  Optional<Path> compare = Optional.empty();

  @Option(
      names = {"-i", "--config-id"},
      paramLabel = "ID",
      description = "Which lines with @ID count (default: the host name up to its first dot).")
  Optional<String> configId = Optional.empty();

  @Option(
      names = {"--other-id"},
      paramLabel = "ID",
      description = "Which lines with @ID count in the other director's file, for --compare.")
  Optional<String> otherId = Optional.empty();

  @Option(
      names = {"-n", "--dont-fork"},
      description = "Stay in the foreground. Without it the start ends when the daemon runs.")
  boolean foreground;

  @Option(
      names = {"-P", "--vrrp"},
      description = "Only the virtual routers.")
  boolean vrrpOnly;

  @Option(
      names = {"-C", "--check"},
      description = "Only the virtual servers and their checks.")
  boolean checkOnly;

  @Option(
      names = {"-l", "--log-console"},
      description = "Log to standard error as well.")
  boolean logConsole;

  @Option(
      names = {"-D", "--log-detail"},
      description = "Log more: how a state comes about, each announced address, each mail.")
  boolean logDetail;

  @Option(
      names = {"-S", "--log-facility"},
      paramLabel = "FACILITY",
      description = "Log to this syslog facility: local0 to local7, 0 to 7, user or daemon.")
  Optional<String> facility = Optional.empty();

  @Option(
      names = {"-g", "--log-file"},
      arity = "0..1",
      fallbackValue = "/tmp/keepalived.log",
      paramLabel = "FILE",
      description = {
        "Log to FILE as well (default: ${FALLBACK-VALUE}), and to those of the parts beside it,",
        "with _vrrp and _healthcheckers before the last dot of its name."
      })
  Optional<Path> logFile = Optional.empty();

  @Option(
      names = {"-G", "--no-syslog"},
      description = "Do not log to syslog.")
  boolean noSyslog;

  @Option(
      names = {"-p", "--pid"},
      paramLabel = "FILE",
      description = "Where the process's number is written (default: /run/keepalived.pid).")
  Optional<Path> pidFile = Optional.empty();

  @Option(
      names = {"-r", "--vrrp_pid"},
      paramLabel = "FILE",
      description = "Likewise while there are virtual routers (default: /run/vrrp.pid).")
  Optional<Path> routerPidFile = Optional.empty();

  @Option(
      names = {"-c", "--checkers_pid"},
      paramLabel = "FILE",
      description = "Likewise while there are virtual servers (default: /run/checkers.pid).")
  Optional<Path> checkerPidFile = Optional.empty();

  @Option(
      names = {"-s", "--namespace"},
      paramLabel = "NAME",
      description = "Run in this network namespace, as 'ip netns' names it.")
  Optional<String> namespace = Optional.empty();

  @Option(
      names = {"-d", "--dump-conf"},
      description = "Log what the configuration means. --explain prints it and starts nothing.")
  boolean dumpConfiguration;

  @Option(
      names = {"-I", "--dont-release-ipvs"},
      description = "Leave the virtual servers when stopping.")
  boolean keepVirtualServers;

  @Mixin OptionsWithoutEffect withoutEffect = new OptionsWithoutEffect();

  @Option(
      names = Genhash.WORD,
      description = "As the first word: print the digest of a page. --genhash --help tells more.")
  boolean genhash;

  @Option(
      names = {"--keygen"},
      paramLabel = "FILE",
      description = {
        "Make a key for auth_hmac in a new file that its owner alone may read, and",
        "print the line that names it."
      })
  Optional<Path> keygen = Optional.empty();

  @Option(
      names = {"--signum"},
      paramLabel = "FUNCTION",
      description = {
        "Print the number of the signal that asks for it: STOP, RELOAD, DATA, STATS,",
        "STATS_CLEAR or JSON."
      })
  Optional<String> signum = Optional.empty();

  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  boolean help;

  /** What reads them, as getopt_long(3) does: of an option that comes twice the last counts. */
  CommandLine commandLine() {
    return new CommandLine(this)
        .setAbbreviatedOptionsAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /**
   * The log of --config-test as an option of its own. As with keepalived it is glued to the option:
   * a file in the next word would be one that somebody wants tested, and not written to.
   */
  static String[] separated(String[] arguments) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      Optional<String> log = log(argument);
      all.add(log.isPresent() ? CONFIG_TEST : argument);
      log.ifPresent(file -> all.add(CONFIG_TEST_LOG + "=" + file));
    }
    return all.toArray(String[]::new);
  }

  /** How much of what is wrong is put up with at a start. */
  Tolerance tolerance() {
    return strict ? Tolerance.STRICT : lenient ? Tolerance.LENIENT : Tolerance.USUAL;
  }

  private static Optional<String> log(String argument) {
    if (argument.startsWith("-t") && argument.length() > 2) {
      return Optional.of(argument.substring(2));
    }
    int sign = argument.indexOf('=');
    return sign >= SHORTEST && CONFIG_TEST.startsWith(argument.substring(0, sign))
        ? Optional.of(argument.substring(sign + 1))
        : Optional.empty();
  }
}
