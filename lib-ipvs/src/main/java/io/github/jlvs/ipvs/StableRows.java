// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Map;

/**
 * That the lookup table of a service with scheduler mh is the same in every kernel that is to have
 * these destinations, whatever happened before and whoever of them is at weight 0: so that several
 * directors agree without telling one another ({@link MaglevTable}).
 *
 * <p>Of a service with it, {@link Ipvs#reconcile} keeps the kernel's list in one order, that in
 * which a {@link Table.Entry} has its destinations, by removing and adding again as few as will do;
 * and gives each destination of weight 0 the rows of the weight that is named here, by giving it
 * that weight for the moment between two operations of a batch.
 *
 * @param weights the weight by whose rows a destination of weight 0 is known, 1..2147483647; one
 *     that is not named keeps the rows that it has
 */
public record StableRows(Map<DestinationId, Integer> weights) {
  /**
   * Keeps a copy of the map.
   *
   * @throws IllegalArgumentException for a weight out of its range
   */
  public StableRows {
    weights = Map.copyOf(weights);
    weights.values().forEach(weight -> Require.range("weight", weight, 1, Integer.MAX_VALUE));
  }

  /**
   * The last weight other than 0 that a destination is to have had.
   *
   * @param destination as it is wanted
   * @return its weight, or what is named where that is 0; 0 where nothing is
   */
  public int lastWeight(Destination destination) {
    return destination.weight() > 0
        ? destination.weight()
        : weights.getOrDefault(destination.id(), 0);
  }
}
