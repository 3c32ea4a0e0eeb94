// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.List;

/**
 * What {@link Ipvs#reconcile} did.
 *
 * @param rounds what was planned and what came of it, once for every time the table was read; the
 *     last one has an empty plan where a conflict made a further look necessary and nothing was
 *     left to do
 */
public record Reconciliation(List<Round> rounds) {
  /**
   * One reading of the table, and what followed.
   *
   * @param plan what was to be done
   * @param outcomes one outcome an operation, in the same order
   */
  public record Round(Plan plan, List<Outcome> outcomes) {
    /** Keeps a copy of the list. */
    public Round {
      outcomes = List.copyOf(outcomes);
    }

    /**
     * What did not succeed.
     *
     * @return the outcomes other than {@link Outcome.Done}
     */
    public List<Outcome> failures() {
      return outcomes.stream().filter(outcome -> !(outcome instanceof Outcome.Done)).toList();
    }
  }

  /** Keeps a copy of the list, which has at least one round. */
  public Reconciliation {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("a reconciliation has at least one round");
    }
  }

  /**
   * The last round, which tells how it ended.
   *
   * @return the round
   */
  public Round last() {
    return rounds.get(rounds.size() - 1);
  }

  /**
   * What the last round could not do.
   *
   * @return empty where the table is as wanted
   */
  public List<Outcome> failures() {
    return last().failures();
  }

  /**
   * Whether the table was made as wanted (postponed removals aside).
   *
   * @return true where the last round failed in nothing
   */
  public boolean isComplete() {
    return failures().isEmpty();
  }

  /**
   * How many operations were carried out, in all rounds.
   *
   * @return 0 where the table was as wanted before
   */
  public int changes() {
    return (int)
        rounds.stream()
            .flatMap(round -> round.outcomes().stream())
            .filter(outcome -> outcome instanceof Outcome.Done)
            .count();
  }

  /** The plans with what failed of them, for people. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Round round : rounds) {
      out.append(round.plan());
      round.failures().forEach(failure -> out.append("# failed: ").append(failure).append('\n'));
    }
    return out.toString();
  }
}
