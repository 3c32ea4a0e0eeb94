// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Command lines that are run as processes of their own too, the two scripts' among them. */
final class LauncherCases {
  private static final String FIRST = "-A -t 10.0.0.3:80\n";
  private static final String SECOND = "-A -t 10.0.0.4:80 -s rr\n";

  private LauncherCases() {}

  static List<Case> jipvsadm() {
    return List.of(
        one(0, ""),
        one(0, "-v"),
        one(0, "-A -t 10.0.0.1:80 -s wrr -p 60"),
        one(255, "-A -t 10.0.0.1:80"),
        one(0, "-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 5"),
        one(0, "-A -t [2001:db8::1]:443 -s sh -b sh-port"),
        one(0, "-A -f 7 -6"),
        one(0, "-Ln"),
        one(0, "-L --stats"),
        one(0, "-Ln -t 10.0.0.1:80 --thresholds"),
        one(1, "-Ln -t 10.0.0.9:80"),
        one(0, "-Sn"),
        one(0, "-Lnc"),
        one(0, "-L --timeout"),
        one(0, "--set 900 120 300"),
        one(2, "-A -t nonsense"),
        one(255, "-A --nonsense"),
        one(255, "nonsense"),
        one(0, "-e -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 6"),
        one(0, "-d -t 10.0.0.1:80 -r 10.0.0.2:8080"),
        Case.rules("rules for a process", 0, FIRST + "-a -t 10.0.0.3:80 -r 10.0.0.4:80\n"),
        one(0, "-D -t 10.0.0.1:80"),
        one(0, "-C"));
  }

  static List<Case> save() {
    List<Case> cases = new ArrayList<>();
    cases.add(Case.rules("to be saved", 0, FIRST + "-a -t 10.0.0.3:80 -r 10.0.0.4:80 -x 9 -y 5\n"));
    for (String line : List.of("", "-n", "word", "-n word", "word -n", "-n -n")) {
      cases.add(one("-save", 0, OptionalInt.empty(), line, ""));
    }
    for (String line :
        List.of("-h", "--help", "-nn", "-nh", "-x", "--numeric", "--", "-n -x", "-")) {
      cases.add(one("-save", 1, OptionalInt.empty(), line, ""));
    }
    return cases;
  }

  static List<Case> restore() {
    List<Case> cases = new ArrayList<>();
    cases.add(Case.rules("to be replaced", 0, FIRST + "-a -t 10.0.0.3:80 -r 10.0.0.4:80\n"));
    cases.add(restored(0, "", FIRST + SECOND));
    cases.add(restored(0, "-h --help -n word", SECOND + FIRST + "-a -t 10.0.0.4:80 -r 10.0.0.5\n"));
    cases.add(restored(0, "", "# a comment\n\n#" + FIRST + "ipvsadm " + SECOND));
    cases.add(restored(0, "", FIRST + FIRST + SECOND));
    cases.add(restored(255, "", FIRST + SECOND + FIRST));
    cases.add(restored(0, "", FIRST + "-L -n\n"));
    cases.add(restored(0, "", FIRST + "-C\n" + SECOND + "--set 901 121 301"));
    cases.add(restored(255, "", FIRST + "-a -t 10.0.0.9:80 -r 10.0.0.5\n"));
    cases.add(restored(255, "", FIRST + "-A -t 10.0.0.9:80 -s nosuch\n"));
    cases.add(restored(0, "", ""));
    // ipvsadm-restore has emptied the table by the time it sees what it cannot read.
    for (String bad : List.of("-A -t nonsense\n", " # behind a blank\n", "-A -t 10.0.0.8:80 #\n")) {
      cases.add(Case.CLEAR);
      int status = bad.startsWith(" ") ? 255 : 2;
      cases.add(one("-restore", status, OptionalInt.of(status), "", FIRST + bad + SECOND));
    }
    cases.add(Case.CLEAR);
    cases.add(one("-restore", 0, OptionalInt.of(255), "", FIRST + "-A --nonsense\n" + SECOND));
    cases.add(Case.CLEAR);
    return cases;
  }

  private static Case restored(int status, String line, String rules) {
    return one("-restore", status, OptionalInt.empty(), line, rules);
  }

  private static Case one(int status, String line) {
    return one("", status, OptionalInt.empty(), line, "");
  }

  private static Case one(
      String program, int status, OptionalInt intended, String line, String input) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" ", -1));
    return new Case(program, "as a process", false, OptionalInt.of(status), intended, words, input);
  }
}
