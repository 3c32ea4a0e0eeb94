// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.help;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the manual page and the completion for bash; the build runs it. */
public final class Documents {
  private Documents() {}

  /**
   * Writes them.
   *
   * @param args the directory that gets man/jipvsadm.8 and completion/jipvsadm
   * @throws IOException where they cannot be written
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0], "man", "jipvsadm.8"), manPage());
    write(Path.of(args[0], "completion", "jipvsadm"), completion());
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Path unused = Files.createDirectories(parent);
    }
    Path unused = Files.writeString(file, text);
  }

  /** The manual page, for man. */
  static String manPage() {
    return ManPage.of(CommandLineModel.create());
  }

  /** The completion, for bash to source. */
  static String completion() {
    CommandSpec spec = CommandLineModel.create();
    CommandSpec diff = CommandSpec.create();
    CommandSpec unused =
        diff.addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE")
                .type(Path.class)
                .arity("0..1")
                .build());
    CommandSpec replace = CommandSpec.create();
    for (String name : List.of("--dry-run", "--last-status")) {
      unused = replace.addOption(OptionSpec.builder(name).type(boolean.class).arity("0").build());
    }
    unused = spec.addSubcommand("diff", diff).addSubcommand("replace", replace);
    return AutoComplete.bash("jipvsadm", new CommandLine(spec));
  }
}
