// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A command, and a way to start it that tells a command which ran from one that could not be
 * executed, whatever either says or exits with. The exit status alone does not: nsenter ends with 1
 * when the host is gone and with 127 when the command is not there, and so may a command.
 *
 * <p>A shell inside the host says a word that nobody else knows, and replaces itself by the
 * command; if it lives on after that, it says another.
 */
final class Launch {
  private static final String SHELL =
      """
      echo "$0 entered" >&2
      trap 'echo "$0 failed" >&2' EXIT
      exec "$@"
      """;

  private final String host;
  private final List<String> through;
  private final List<String> command;
  private final String word = "lab-" + UUID.randomUUID();

  /**
   * A command of a host.
   *
   * @param host where it runs, for messages
   * @param through what leads there, such as nsenter with its options; empty: it runs here
   * @param command the command and its arguments
   */
  Launch(String host, List<String> through, List<String> command) {
    this.host = host;
    this.through = List.copyOf(through);
    this.command = List.copyOf(command);
  }

  static Launch here(String... command) {
    return new Launch("lab", List.of(), List.of(command));
  }

  /** What to start. */
  List<String> words() {
    List<String> words = new ArrayList<>(through);
    words.addAll(List.of("sh", "-c", SHELL, word));
    words.addAll(command);
    return words;
  }

  List<String> command() {
    return command;
  }

  /** Whether a process is still on its way to the command. */
  boolean isOnItsWay(String commandLine) {
    return commandLine.contains(word);
  }

  /** The line by which the shell says that the host was entered. */
  String entered() {
    return word + " entered";
  }

  /** The line by which the shell says that there is no such command. */
  String failed() {
    return word + " failed";
  }

  /**
   * What the command itself wrote on standard error.
   *
   * @param errors all that was written there
   * @throws LabException if the command was not executed
   */
  String ownErrors(String errors) {
    String entered = entered() + "\n";
    if (!errors.startsWith(entered)) {
      throw notEntered(errors);
    }
    String rest = errors.substring(entered.length());
    if (rest.endsWith(failed() + "\n")) {
      throw notExecuted(rest.substring(0, rest.length() - failed().length() - 1));
    }
    return rest;
  }

  /** The same of a command that has not ended, and may not even have been executed yet. */
  String errorsSoFar(String errors) {
    return errors.replace(entered() + "\n", "");
  }

  /** That there is no way to where it should run. */
  LabException notEntered(String words) {
    return new LabException(
        "%s: could not be run, as host %s could not be entered: %s"
            .formatted(this, host, orNothing(words)));
  }

  /** That the command could not be executed, with the shell's words on it. */
  LabException notExecuted(String words) {
    String program = command.get(0);
    String why = words.strip().replaceFirst("^" + word + ": .*exec: ", "");
    String remedy =
        program.indexOf('/') < 0
            ? "is it installed? tools/lab/install installs what the lab needs"
            : "is the file there, may it be executed, and is its interpreter installed?";
    return new LabException(
        "%s: could not be executed: %s; %s".formatted(this, orNothing(why), remedy));
  }

  /** That the command ended otherwise than its caller can use. */
  LabException failed(CommandResult result) {
    String hint =
        result.status() == 126 || result.status() == 127
            ? " (a command it runs was not found? tools/lab/install installs what the lab needs)"
            : "";
    return new LabException(
        "%s: exit status %d%s%n%s%s"
            .formatted(this, result.status(), hint, result.err(), result.out()));
  }

  static String orNothing(String text) {
    return text.isBlank() ? "(it said nothing)" : text.strip();
  }

  /** Host and command, such as {@code ds1: keepalived -n}. */
  @Override
  public String toString() {
    return host + ": " + String.join(" ", command);
  }
}
