// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Options of keepalived that would do nothing here, so that a command line need not be changed.
 * Whoever gives one is told why; the help does not list them.
 */
final class OptionsWithoutEffect {
  private final List<String> said = new ArrayList<>();

  @Option(
      names = {"-R", "--dont-respawn"},
      hidden = true)
  void respawn(boolean given) {
    say("--dont-respawn", "there is one process, and none that could be respawned");
  }

  @Option(names = "--all", hidden = true)
  void all(boolean given) {
    say("--all", "there is one process, whose parts begin when they have something to run");
  }

  @Option(
      names = {"-B", "--no_bfd"},
      hidden = true)
  void noBfd(boolean given) {
    say("--no_bfd", "there is no BFD part");
  }

  @Option(
      names = {"-b", "--bfd_pid"},
      paramLabel = "FILE",
      hidden = true)
  void bfdPidFile(Path file) {
    say("--bfd_pid", "there is no BFD part");
  }

  @Option(
      names = {"-V", "--dont-release-vrrp"},
      hidden = true)
  void keepAddresses(boolean given) {
    say(
        "--dont-release-vrrp",
        "addresses that stayed would be claimed twice as soon as another router takes over");
  }

  @Option(
      names = {"-X", "--release-vips"},
      hidden = true)
  void releaseAddresses(boolean given) {
    say("--release-vips", "no signal changes the state of a virtual router");
  }

  @Option(
      names = {"-a", "--address-monitoring"},
      hidden = true)
  void addressMonitoring(boolean given) {
    say("--address-monitoring", "only what befalls virtual addresses is logged");
  }

  @Option(
      names = {"-e", "--all-config"},
      hidden = true)
  void allConfiguration(boolean given) {
    say("--all-config", "a configuration file that is missing is an error in any case");
  }

  @Option(
      names = {"-u", "--umask"},
      paramLabel = "MASK",
      hidden = true)
  void umask(String mask) {
    say("--umask", "files have a mode of their own");
  }

  @Option(
      names = {"-x", "--snmp"},
      hidden = true)
  void snmp(boolean given) {
    say("--snmp", "there is no SNMP part");
  }

  @Option(
      names = {"-A", "--snmp-agent-socket"},
      paramLabel = "FILE",
      hidden = true)
  void snmpSocket(String socket) {
    say("--snmp-agent-socket", "there is no SNMP part");
  }

  @Option(
      names = {"-m", "--core-dump"},
      hidden = true)
  void coreDump(boolean given) {
    say(
        "--core-dump",
        "the limit of the shell holds ('ulimit -c'), and the Java runtime's options");
  }

  @Option(
      names = {"-M", "--core-dump-pattern"},
      arity = "0..1",
      fallbackValue = "core",
      paramLabel = "PATTERN",
      hidden = true)
  void coreDumpPattern(String pattern) {
    say("--core-dump-pattern", "/proc/sys/kernel/core_pattern is the whole machine's");
  }

  @Option(names = "--flush-log-file", hidden = true)
  void flushLogFile(boolean given) {
    say("--flush-log-file", "no line of a log file is held back");
  }

  @Option(names = "--perf", arity = "0..1", fallbackValue = "all", hidden = true)
  void perf(String when) {
    say("--perf", "perf(1) and the Java runtime's own tools do that from outside");
  }

  @Option(names = "--debug", arity = "0..1", fallbackValue = "all", hidden = true)
  void debug(String what) {
    say("--debug", "there is no output for debugging; --log-detail logs more");
  }

  @Option(names = "--ignore-sigint", hidden = true)
  void ignoreInterrupt(boolean given) {
    say("--ignore-sigint", "no Ctrl-C reaches it in the background, and with -n it stops by one");
  }

  @Option(names = "--no-mem-check", hidden = true)
  void noMemoryCheck(boolean given) {
    say("--no-mem-check", "nothing checks its memory");
  }

  /**
   * What was given, and why it is without effect; a line each, in the order of the command line.
   */
  List<String> lines() {
    return List.copyOf(said);
  }

  private void say(String option, String why) {
    said.add("Option " + option + " is without effect: " + why);
  }
}
