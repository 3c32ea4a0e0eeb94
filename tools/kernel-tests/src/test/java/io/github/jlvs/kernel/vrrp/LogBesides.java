// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import java.util.List;

/**
 * The whole log of a program, from its start to its stop, without what only one of the two says.
 * Each names itself and its version; here both are PROGRAM.
 */
final class LogBesides {
  /** keepalived tells of its machine, of its command line and of its processes. */
  private static final String THEIRS_ALONE =
      "Running on .*|Command line: .*| +'.*|NOTICE: setting config option .*"
          + "|(Starting|Registering) .* (process|netlink|channel).*|Stopped( - used .*)?"
          + "|CPU usage .*|\\(\\w+\\) Sending/queueing .*|VRRP sockpool: .*|(Assigned|Deassigned) address .*"
          + "|\\w+: Adding flags change .*";

  /** jkeepalived tells why a virtual router has no part in the election, and whence it sends. */
  private static final String OURS_ALONE =
      "\\(\\w+\\) (sends from|interface \\w+:|cannot send|advertisements to) .*";

  private LogBesides() {}

  /** What keepalived has said that jkeepalived should say too. */
  static List<String> of(RunningProcess keepalived) {
    List<String> lines = lines(keepalived, THEIRS_ALONE);
    assertThat(lines).as("of keepalived").startsWith("Starting PROGRAM");
    return lines;
  }

  /** What jkeepalived has said that keepalived should have said too. */
  static List<String> ofOurs(RunningProcess jkeepalived) {
    return lines(jkeepalived, OURS_ALONE);
  }

  private static List<String> lines(RunningProcess process, String alone) {
    return process.lines().stream()
        .map(OutputLine::text)
        .map(line -> line.replaceFirst("^.* [0-9:]{8} \\d{4}: ", ""))
        .map(
            line ->
                line.replaceFirst(
                    "^(St(?:art|opp)\\w+) (?:Keepalived v|jkeepalived ).*", "$1 PROGRAM"))
        .filter(line -> !line.matches(alone))
        .toList();
  }
}
