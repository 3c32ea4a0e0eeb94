// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.Signals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signals of Linux (x86-64 and aarch64 number them alike), and what they mean to the daemon.
 */
final class SignalNumber {
  static final int TRAP = 5;

  private static final Set<Integer> OTHERS = Set.of(4, 7, 8, 9, 11, 17, 18, 19, 23, 28, 32, 33, 62);
  private static final int HIGHEST = 64;

  /** What the launcher has the JVM suspend its threads by, in place of USR2. */
  static final int OF_THE_JVM = 64;

  /** What ends the daemon. Like keepalived, it takes no other signal for that. */
  static final Set<Integer> STOP = Set.of(Signals.SIGINT, Signals.SIGTERM);

  /**
   * Those that would end or freeze it where it stands. Of the others, four tell of a fault of the
   * program itself, and the JVM ends by them (ILL, BUS, FPE, SEGV); two can't be caught (KILL,
   * STOP); four do nothing by themselves (CHLD, CONT, URG, WINCH); 32 and 33 are the C library's;
   * 62 is the JDK's, which has a handler for it.
   */
  static final Set<Integer> HARMFUL = harmful();

  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS");

  private SignalNumber() {}

  private static Set<Integer> harmful() {
    Set<Integer> all = new TreeSet<>();
    for (int signal = 1; signal <= HIGHEST; signal++) {
      if (!OTHERS.contains(signal)) {
        all.add(signal);
      }
    }
    return all;
  }

  /** Its name without SIG, or its number where it has none. */
  static String name(int signal) {
    return signal <= NAMES.size() ? NAMES.get(signal - 1) : Integer.toString(signal);
  }

  /** What is said of one that asks for nothing. */
  static String withoutEffect(int signal) {
    return "Signal " + name(signal) + " has no effect: TERM or INT stops, HUP reloads";
  }
}
