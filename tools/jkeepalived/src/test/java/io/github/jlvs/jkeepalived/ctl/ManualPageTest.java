// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual page has the words of the command itself: -Djlvs.man=write writes it anew, and without
 * that the test fails where it is another.
 */
class ManualPageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "man", "jkeepalivedctl.8");

  private static CommandLine command() {
    return CtlOptions.commandLine(
        new JkeepalivedCtl(
            new JkeepalivedCtl.Surroundings(
                System.out,
                System.err,
                ZoneOffset.UTC,
                false,
                pause -> false,
                () -> {},
                () -> false,
                command -> OptionalInt.empty())));
  }

  @Test
  void it_is_what_the_command_says_of_itself() throws IOException {
    String page = page(command());
    if (System.getProperty("jlvs.man", "").equals("write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  @Test
  void every_command_and_every_option_has_a_description() {
    all(command())
        .forEach(
            each -> {
              CommandSpec spec = each.getCommandSpec();
              assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
              assertThat(
                      Stream.concat(spec.options().stream(), spec.positionalParameters().stream()))
                  .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
            });
  }

  private static Stream<CommandLine> all(CommandLine of) {
    return Stream.concat(
        Stream.of(of),
        of.getSubcommands().values().stream().distinct().flatMap(ManualPageTest::all));
  }

  private static String page(CommandLine command) {
    List<String> lines = new ArrayList<>();
    lines.add(".\\\" Written by ManualPageTest of what the command says of itself.");
    lines.add(".TH JKEEPALIVEDCTL 8 \"\" \"jlvs\" \"System Administration\"");
    lines.add(".SH NAME");
    lines.add("jkeepalivedctl \\- show and steer a running jkeepalived");
    lines.add(".SH SYNOPSIS");
    lines.add(".B jkeepalivedctl");
    lines.add("[OPTION...] COMMAND [ARGUMENT...]");
    lines.add(".SH DESCRIPTION");
    lines.add(text(command.getCommandSpec().usageMessage().description()));
    lines.add(".SH OPTIONS OF ALL COMMANDS");
    arguments(command.getCommandSpec(), List.of(), lines);
    lines.add(".SH COMMANDS");
    List<String> inherited =
        command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
    all(command)
        .filter(each -> each != command && each.getSubcommands().isEmpty())
        .forEach(
            each -> {
              CommandSpec spec = each.getCommandSpec();
              lines.add(".SS " + escaped(spec.qualifiedName().replace("jkeepalivedctl ", "")));
              lines.add(text(spec.usageMessage().description()));
              arguments(spec, inherited, lines);
            });
    lines.add(".SH EXIT STATUS");
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach(
            (code, meaning) -> {
              lines.add(".TP");
              lines.add(".B " + code.strip());
              lines.add(escaped(meaning));
            });
    lines.add(".SH FILES");
    lines.add(".TP");
    lines.add(".I /run/jkeepalived/control.sock");
    lines.add("The daemon's control socket, if its configuration names no other.");
    return String.join("\n", lines) + "\n";
  }

  private static void arguments(CommandSpec spec, List<String> without, List<String> lines) {
    spec.positionalParameters()
        .forEach(each -> argument(".I " + escaped(each.paramLabel()), each, lines));
    for (OptionSpec option : spec.options()) {
      if (!without.contains(option.longestName())) {
        String names =
            Stream.of(option.names())
                .map(ManualPageTest::escaped)
                .collect(Collectors.joining(", "));
        boolean valued = option.arity().max() > 0;
        argument(".B " + names + (valued ? "=" + escaped(option.paramLabel()) : ""), option, lines);
      }
    }
  }

  private static void argument(String head, ArgSpec argument, List<String> lines) {
    lines.add(".TP");
    lines.add(head);
    lines.add(text(argument.description()));
  }

  private static String text(String... description) {
    return escaped(
        String.join(" ", description).replace("%n", " ").replace("${FALLBACK-VALUE}", "2"));
  }

  /** What begins a request, or a sequence of one, is none. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
