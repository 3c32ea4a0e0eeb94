// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.help;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.jipvsadm.command.Option;
import io.github.jlvs.jipvsadm.command.OptionTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The command line as picocli knows it, made of the table of options. Help, completion and man page
 * are written from it. Words are taken apart by a reader of our own: it follows the rules of popt,
 * and saves the time that loading a parser takes.
 */
public final class CommandLineModel {
  private CommandLineModel() {}

  /** The model. */
  public static CommandSpec create() {
    CommandSpec spec = CommandSpec.create().name("jipvsadm");
    spec.usageMessage()
        .width(80)
        .longOptionsMaxWidth(34)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .customSynopsis(
            "jipvsadm (-A|-E) SERVICE [-s NAME] [-p [SECONDS]] [-M MASK] ...",
            "jipvsadm -D SERVICE",
            "jipvsadm (-a|-e) SERVICE -r HOST[:PORT] [-g|-i|-m] [-w NUMBER] ...",
            "jipvsadm -d SERVICE -r HOST[:PORT]",
            "jipvsadm -C | -R [--atomic] | -S [-n]",
            "jipvsadm [-L [SERVICE] [-c] [-n] [--stats] [--rate] [--json] [--watch] ...]",
            "jipvsadm -Z [SERVICE]",
            "jipvsadm --set TCP TCPFIN UDP",
            "jipvsadm (--start-daemon|--stop-daemon) (master|backup) ...",
            "jipvsadm diff [--] [FILE]",
            "jipvsadm replace [--dry-run] [--last-status] <RULES")
        .description(
            "",
            "Looks at and changes the IP Virtual Server of the kernel. It takes the command lines"
                + " of ipvsadm 1.31 and prints what ipvsadm prints. SERVICE is one of -t, -u,"
                + " --sctp-service and -f with its value.",
            "",
            "diff compares the table with the rules in FILE, or on standard input: it prints what"
                + " would make the table as they say, and ends with 0 where that is nothing, else"
                + " with 1. replace makes the table what the rules on standard input say without"
                + " touching what is right already, or does nothing if it cannot understand all of"
                + " them. It ends with 255 where any of them was refused; with --last-status, as"
                + " ipvsadm-restore, where the last one was.",
            "")
        .footer(
            "",
            "Exit status: 0 done, 1 a list could not be had, 2 wrong use, no IPVS or no permission,"
                + " 255 the kernel refused, or there is no such option.");
    List<OptionTable.Section> sections = OptionTable.sections();
    for (int i = 0; i < sections.size(); i++) {
      ArgGroupSpec.Builder part =
          ArgGroupSpec.builder()
              .heading("%n" + sections.get(i).title() + ":%n")
              .validate(false)
              .order(i);
      for (CommandOption option : sections.get(i).options()) {
        part.addArg(spec(option));
      }
      spec.addArgGroup(part.build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("TCP TCPFIN UDP")
            .arity("0..3")
            .hidden(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    return spec;
  }

  private static OptionSpec spec(CommandOption option) {
    List<String> names = new ArrayList<>(2);
    if (option.letter() != 0) {
      names.add("-" + option.letter());
    }
    if (!option.longName().isEmpty()) {
      names.add("--" + option.longName());
    }
    OptionSpec.Builder builder =
        OptionSpec.builder(names.toArray(String[]::new))
            .description(option.description().replace("%", "%%"))
            .order(OptionTable.options().indexOf(option));
    if (option.takesValue()) {
      builder
          .type(String.class)
          .paramLabel(option.label())
          .arity(option.valueIsOptional() ? "0..1" : "1");
      if (option == Option.START_DAEMON || option == Option.STOP_DAEMON) {
        builder.completionCandidates(List.of("master", "backup"));
      }
    } else {
      builder.type(boolean.class).arity("0");
    }
    return builder.build();
  }
}
