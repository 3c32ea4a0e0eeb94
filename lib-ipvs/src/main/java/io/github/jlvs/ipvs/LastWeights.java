// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.HashMap;
import java.util.Map;

/**
 * What is known of the last weights other than 0 in services with {@link StableRows}: they decide
 * over the rows of scheduler mh, and the kernel tells nobody. Whoever reconciles again and again
 * keeps one, so that a destination of weight 0 is not given its rows a second time.
 *
 * <p>It learns from the weights that a reconciliation sees and from what it does. What another
 * writer does to a weight in between, and takes back, is not seen. Not thread-safe.
 */
public final class LastWeights {
  private final Map<ServiceId, Map<DestinationId, Integer>> known = new HashMap<>();

  /** Nothing is known yet. */
  public LastWeights() {}

  /** The last weight; 0 where it is not known. */
  int of(ServiceId service, DestinationId destination) {
    return known.getOrDefault(service, Map.of()).getOrDefault(destination, 0);
  }

  /** These were seen, and are about to be brought to what is desired. */
  void seen(Table desired, Snapshot found) {
    Map<ServiceId, Snapshot.Entry> entries = new HashMap<>();
    found.entries().forEach(entry -> entries.put(entry.id(), entry));
    for (Table.Entry wanted : desired.entries()) {
      if (wanted.rows().isEmpty()) {
        known.remove(wanted.id());
      } else {
        known.put(wanted.id(), weights(wanted.id(), entries));
      }
    }
  }

  private Map<DestinationId, Integer> weights(
      ServiceId service, Map<ServiceId, Snapshot.Entry> entries) {
    Map<DestinationId, Integer> weights = new HashMap<>();
    Snapshot.Entry entry = entries.get(service);
    if (entry != null) {
      for (DestinationStatus status : entry.destinations()) {
        int weight = status.destination().weight();
        weights.put(status.id(), weight > 0 ? weight : of(service, status.id()));
      }
    }
    return weights;
  }

  /** That was done. */
  void done(Operation operation) {
    if (!(operation instanceof Operation.OfService change)) {
      return;
    }
    Map<DestinationId, Integer> weights = known.get(change.serviceId());
    if (weights == null) {
      return;
    }
    if (change instanceof Operation.AddDestination add) {
      weights.put(add.destinationId(), add.destination().weight());
    } else if (change instanceof Operation.EditDestination edit) {
      int weight = edit.destination().weight();
      if (weight > 0) {
        weights.put(edit.destinationId(), weight);
      }
    } else if (change instanceof Operation.DeleteDestination delete) {
      weights.remove(delete.destinationId());
    } else if (change instanceof Operation.DeleteService) {
      known.remove(change.serviceId());
    } else if (!(change instanceof Operation.AddService)
        && !(change instanceof Operation.EditService)
        && !(change instanceof Operation.ZeroService)) {
      throw new IllegalStateException("not known what this does to last weights: " + change);
    }
  }
}
