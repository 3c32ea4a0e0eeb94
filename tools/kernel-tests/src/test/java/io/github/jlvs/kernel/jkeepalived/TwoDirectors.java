// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.VirtualServer;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * keepalived and jkeepalived, which run the same file of checks beside each other. Virtual servers
 * have one real server each, and are told apart by their ports.
 */
final class TwoDirectors {
  private final CheckingDirector theirs;
  private final CheckingDirector ours;
  private final int services;
  private final UnaryOperator<String> inBoth;
  private long compared;
  private long intended;

  /**
   * Starts both.
   *
   * @param lines which lines of the logs are compared besides those of the tables: an expression
   * @param inBoth what of a line is in both logs
   */
  TwoDirectors(Host theirs, Host ours, String file, String lines, UnaryOperator<String> inBoth) {
    String all = "((Adding|Removing) service|(Gained|Lost) quorum).*|" + lines;
    this.theirs = new CheckingDirector(theirs, "keepalived", file, all);
    this.ours = new CheckingDirector(ours, Checkout.path("tools/bin/jkeepalived"), file, all);
    this.services = file.split("(?m)^virtual_server ", -1).length - 1;
    this.inBoth = inBoth;
  }

  /** Both come to the same table, with the same lines; keepalived writes so many. */
  void same(String what, Set<Integer> up, int lines) {
    same(what, up, lines, UnaryOperator.identity());
  }

  /** The same, where chance decides in this step how some lines are worded, in either log. */
  void same(String what, Set<Integer> up, int lines, UnaryOperator<String> withoutChance) {
    List<VirtualServer> table = theirs.awaitUp(what, up);
    assertThat(table).hasSize(services);
    assertThat(ours.awaitUp(what, up)).as(what).isEqualTo(table);
    List<String> said = theirs.news(what, lines);
    List<String> saidByUs = ours.news(what, lines);
    assertThat(saidByUs.stream().map(inBoth).map(withoutChance))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(said.stream().map(inBoth).map(withoutChance).toList());
    compared += table.size() + lines;
    intended += saidByUs.stream().filter(line -> !inBoth.apply(line).equals(line)).count();
  }

  void stop() {
    theirs.stop();
    ours.stop();
  }

  /** Says what was compared here, and so many things besides. */
  void report(String what, int besides) {
    System.out.printf(
        "%s: compared %d, equal %d, intended differences %d, skipped 0%n",
        what, compared + besides, compared + besides - intended, intended);
  }
}
