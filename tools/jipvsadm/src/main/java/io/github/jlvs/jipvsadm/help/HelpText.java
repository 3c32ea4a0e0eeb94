// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.help;

import io.github.jlvs.jipvsadm.Output;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The help that {@code -h} prints. */
public final class HelpText {
  private HelpText() {}

  /** Prints it. */
  public static void print(Output out) {
    String text =
        new CommandLine(CommandLineModel.create()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    out.text(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }
}
