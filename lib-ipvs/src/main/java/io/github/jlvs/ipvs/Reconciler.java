// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads, plans, applies; again where another writer changed the table in between.
 *
 * <p>EEXIST, ENOENT, ESRCH and lost answers mean that another writer changed the table: it is read
 * and planned again. Any other refusal would come again and is final; so is that of a destination
 * whose service was refused.
 */
final class Reconciler {
  private static final int MOST_READS_AGAIN = 3;

  private final Supplier<Snapshot> read;
  private final Function<List<Operation>, List<Outcome>> apply;
  private final LastWeights lastWeights;

  Reconciler(
      Supplier<Snapshot> read,
      Function<List<Operation>, List<Outcome>> apply,
      LastWeights lastWeights) {
    this.read = read;
    this.apply = apply;
    this.lastWeights = lastWeights;
  }

  Reconciliation run(Table desired, Scope scope) {
    Objects.requireNonNull(desired, "desired");
    Objects.requireNonNull(scope, "scope");
    List<Reconciliation.Round> rounds = new ArrayList<>();
    boolean again = true;
    while (again && rounds.size() <= MOST_READS_AGAIN) {
      Plan plan = desired.diff(read.get(), scope, lastWeights);
      List<Outcome> outcomes = plan.isEmpty() ? List.of() : apply.apply(plan.operations());
      outcomes.stream()
          .filter(Outcome.Done.class::isInstance)
          .forEach(outcome -> lastWeights.done(outcome.operation()));
      rounds.add(new Reconciliation.Round(plan, outcomes));
      again = hasConflict(outcomes);
    }
    return new Reconciliation(rounds);
  }

  private static boolean hasConflict(List<Outcome> outcomes) {
    Set<ServiceId> refusedServices = new HashSet<>();
    boolean conflict = false;
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Unknown) {
        conflict = true;
      } else if (outcome instanceof Outcome.Refused refused) {
        boolean mine = Refusal.isConflict(refused.operation(), refused.cause().errno());
        if (refused.operation() instanceof Operation.OfDestination destination
            && refusedServices.contains(destination.serviceId())) {
          continue;
        }
        if (!mine && refused.operation() instanceof Operation.AddService add) {
          refusedServices.add(add.serviceId());
        }
        conflict |= mine;
      }
    }
    return conflict;
  }
}
