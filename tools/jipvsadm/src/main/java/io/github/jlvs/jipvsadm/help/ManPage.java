// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.help;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page, in the man macros of roff, from the model of the command line. */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page's source. */
  static String of(CommandSpec spec) {
    ManPage page = new ManPage();
    page.write(spec);
    return page.page.toString();
  }

  private void write(CommandSpec spec) {
    page.append(".\\\" SPDX-License-Identifier: Apache-2.0\n");
    page.append(".TH JIPVSADM 8 \"\" jlvs \"System Administration\"\n");
    section("NAME");
    line("jipvsadm - look at and change the IP Virtual Server of the kernel");
    section("SYNOPSIS");
    page.append(".nf\n");
    for (String synopsis : spec.usageMessage().customSynopsis()) {
      line(synopsis);
    }
    line("jipvsadm-save [-n]");
    line("jipvsadm-restore <RULES");
    page.append(".fi\n");
    section("DESCRIPTION");
    paragraphs(spec.usageMessage().description());
    paragraphs(
        "",
        "jipvsadm-save is jipvsadm -S. jipvsadm-restore is jipvsadm replace: unlike the script of"
            + " ipvsadm it does not empty the table first.");
    for (ArgGroupSpec group : spec.argGroups()) {
      section(plain(group.heading()).replace(":", "").trim().toUpperCase(java.util.Locale.ROOT));
      for (OptionSpec option : group.options()) {
        option(option);
      }
    }
    section("EXIT STATUS");
    entry("0", "Done; diff: the table is as the rules say.");
    entry("1", "A list could not be had or written; diff: the table is not as the rules say.");
    entry("2", "Wrong use, no IPVS in the kernel, or no permission.");
    entry("130", "A live table was interrupted.");
    entry("141", "The reader of standard output has left.");
    entry("255", "The kernel refused, or there is no such option.");
    section("ENVIRONMENT");
    entry("JLVS_JAVA", "The java to use; otherwise that of JAVA_HOME, otherwise that of PATH.");
    entry("JLVS_JAVA_OPTIONS", "More options for it.");
    entry("JLVS_CACHE", "Where the class archive goes that cannot stand beside the jars.");
    entry("JLVS_NETLINK_TRACE", "1 prints every netlink message on standard error.");
    section("SEE ALSO");
    line("ipvsadm(8)");
  }

  private void option(OptionSpec option) {
    page.append(".TP\n");
    for (int i = 0; i < option.names().length; i++) {
      page.append(i == 0 ? "" : ", ").append("\\fB").append(roff(option.names()[i])).append("\\fP");
    }
    if (option.arity().max() > 0) {
      String label = "\\fI" + roff(option.paramLabel()) + "\\fP";
      page.append(' ').append(option.arity().min() == 0 ? "[" + label + "]" : label);
    }
    page.append('\n');
    line(plain(String.join(" ", option.description())));
  }

  private void entry(String name, String text) {
    page.append(".TP\n\\fB").append(roff(name)).append("\\fP\n");
    line(text);
  }

  private void section(String title) {
    page.append(".SH ").append(roff(title)).append('\n');
  }

  /** An empty text stands between paragraphs. */
  private void paragraphs(String... texts) {
    boolean any = false;
    for (String text : texts) {
      if (text.isEmpty()) {
        any = true;
      } else {
        page.append(any ? ".PP\n" : "");
        any = false;
        line(plain(text));
      }
    }
  }

  private void line(String text) {
    page.append(roff(text)).append('\n');
  }

  /** What picocli's format strings print. */
  private static String plain(String format) {
    return format.replace("%n", "\n").replace("%%", "%");
  }

  /** A backslash, and a dot or an apostrophe at the start, mean something to roff. */
  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
