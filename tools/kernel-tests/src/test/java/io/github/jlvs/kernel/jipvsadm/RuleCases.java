// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.util.List;

/** Rules for {@code -R}, with ipvsadm's exit status. */
final class RuleCases {
  private static final String FIRST = "-A -t 10.0.0.1:80\n";
  private static final String SECOND = "-A -t 10.0.0.2:80\n";

  private RuleCases() {}

  static List<Case> all() {
    return List.of(
        Case.rules("no line", 0, ""),
        Case.rules("a service and its server", 0, FIRST + "-a -t 10.0.0.1:80 -r 10.0.0.2\n"),
        Case.rules("the program's name first", 0, "ipvsadm " + FIRST),
        Case.rules("the program's name thrice", 0, "ipvsadm ipvsadm ipvsadm " + FIRST),
        Case.rules("the program's name in the midst", 0, "-A ipvsadm -t 10.0.0.1:80 ipvsadm\n"),
        Case.rules("the program's name as a value", 255, "-A -t 10.0.0.1:80 -s ipvsadm\n"),
        Case.rules("the program's name alone", 0, "ipvsadm\n" + FIRST),
        Case.rules("the program's name as a path", 2, "/sbin/ipvsadm " + FIRST),
        Case.rules("a name like the program's", 2, "ipvsadmx " + FIRST),
        Case.rules("the program's name and no command", 255, "ipvsadm x\n"),
        Case.rules("no line break at the end", 0, "-A -t 10.0.0.1:80"),
        Case.rules("empty lines", 0, "\n" + FIRST + "\n\n" + SECOND + "\n"),
        Case.rules("a line of blanks", 0, "   \n" + FIRST),
        Case.rules("tabs", 0, "-A\t-t\t10.0.0.1:80\n"),
        Case.rules("blanks everywhere", 0, "   -A   -t  10.0.0.1:80   \n"),
        Case.rules("carriage returns", 0, "-A -t 10.0.0.1:80 -s rr\r\n-A -t 10.0.0.2:80\r\n"),
        Case.rules("carriage returns alone", 2, "-A -t 10.0.0.1:80\r-A -t 10.0.0.2:80\r"),
        Case.rules("a vertical tab", 255, "-A\u000b-t 10.0.0.1:80\n"),
        Case.rules("a form feed", 255, "-A\f-t 10.0.0.1:80\n"),
        Case.rules("double quotes", 2, "-A -t \"10.0.0.1:80\"\n" + SECOND),
        Case.rules("single quotes", 2, "-A -t '10.0.0.1:80'\n" + SECOND),
        Case.rules("quotes with a blank", 2, "-A -t 10.0.0.1:80 -s \"r r\"\n"),
        Case.rules("an open quote", 0, "-A -t 10.0.0.1:80 -s \"rr\n" + SECOND),
        Case.rules("quotes around nothing", 255, "-A -t 10.0.0.1:80 -s \"\"\n"),
        Case.rules("a backslash", 2, "-A -t 10.0.0.1\\:80\n"),
        Case.rules("a comment", 255, "# hello\n" + FIRST),
        Case.rules("a comment behind a rule", 2, "-A -t 10.0.0.1:80 # x\n"),
        Case.rules("a service that exists, then another", 0, FIRST + FIRST + SECOND),
        Case.rules("a service that exists, at the end", 255, FIRST + FIRST),
        Case.rules("a wrong address in the midst", 2, FIRST + "-A -t bad\n" + SECOND),
        Case.rules("an unknown option in the midst", 0, FIRST + "-A --bogus\n" + SECOND),
        Case.rules("an unknown option at the end", 255, FIRST + "-A --bogus\n"),
        Case.rules("a missing value in the midst", 0, FIRST + "-A -t\n" + SECOND),
        Case.rules("no command in the midst", 255, FIRST + "hello\n" + SECOND),
        Case.rules("an option before the command", 255, FIRST + "-t 10.0.0.2:80 -A\n" + SECOND),
        Case.rules("two dashes alone", 255, "--\n" + FIRST),
        Case.rules("a list in the midst", 0, FIRST + "-L -n\n" + SECOND),
        Case.rules("several lists", 0, FIRST + "-Ln --stats\n-Ln\n-C\n" + SECOND),
        Case.rules("a list of nothing", 1, FIRST + "-L -t 10.0.0.9:80\n" + SECOND),
        Case.rules("save in the midst", 0, FIRST + "-S -n\n" + SECOND),
        Case.rules("the version ends it", 0, FIRST + "-v\n" + SECOND),
        Case.rules("clear in the midst", 0, FIRST + "-C\n" + SECOND),
        Case.rules("zero a missing service", 0, FIRST + "-Z -t 10.0.0.9:80\n" + SECOND),
        Case.rules("delete a missing service at the end", 255, FIRST + "-D -t 10.0.0.9:80\n"),
        Case.rules("restore in restore", 255, FIRST + "-R\n" + SECOND),
        Case.rules("restore first", 255, "-R\n" + SECOND),
        Case.rules("timeouts", 0, "--set 901 121 301\n" + FIRST),
        Case.rules("timeouts that are none", 2, FIRST + "--set 1 2\n" + SECOND),
        Case.rules("persistence without a value", 0, "-A -t 10.0.0.1:80 -p\n" + SECOND),
        Case.rules("zero bytes behind a word", 0, "-A -t 10.0.0.1:80 -s rr\0junk\n" + SECOND),
        Case.rules("a zero byte as a word", 2, "-A -t 10.0.0.1:80 \0 -s rr\n" + SECOND),
        Case.rules("a line of zero bytes", 255, "\0\0\0\n" + SECOND),
        Case.rules("zero bytes at the end", 0, "-A -t 10.0.0.1:80\0\n" + SECOND),
        Case.rules("Latin-1", 0, "-A -t 10.0.0.1:80 -s r\u00e9\n" + SECOND),
        Case.rules("a no-break space", 2, "-A -t 10.0.0.1:80 \u00a0\n" + SECOND),
        Case.rules("a byte order mark", 255, "\u00ef\u00bb\u00bf" + FIRST),
        Case.rules("a long name", 0, "-A -t 10.0.0.1:80 -s " + "x".repeat(300) + "\n" + SECOND),
        Case.rules("a word of 4096", 0, "-A -t 10.0.0.1:80 -s " + "x".repeat(4096) + "\n" + SECOND),
        Case.rules("a word of 4097", 2, "-A -t 10.0.0.1:80 -s " + "x".repeat(4097) + "\n" + SECOND),
        Case.rules("300 words", 0, "-A -t 10.0.0.1:80" + " --sort".repeat(300) + "\n" + SECOND),
        Case.rules("9000 words", 0, "-A -t 10.0.0.1:80" + " --sort".repeat(9000) + "\n" + SECOND));
  }
}
