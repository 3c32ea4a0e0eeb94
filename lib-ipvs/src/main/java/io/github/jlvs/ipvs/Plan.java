// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What makes one table of another: the fewest operations, in an order that is safe for traffic. All
 * additions and changes come first, service by service and destinations before the changes of their
 * service, so that nothing is removed before what replaces it is there; then destinations are
 * removed, then services. A service goes with its destinations in one operation. {@link
 * Operation.Flush} is never used: it would also take what another writer adds meanwhile. Of a
 * service with {@link StableRows} destinations may be removed and added again at once, one by one,
 * for the sake of their order.
 *
 * @param operations what to do, in order
 * @param postponed removals that wait for connections to end; plan again later
 */
public record Plan(List<Operation> operations, List<Operation> postponed) {
  /** Nothing to do. */
  public static final Plan EMPTY = new Plan(List.of(), List.of());

  /** Keeps copies of the lists. */
  public Plan {
    operations = List.copyOf(operations);
    postponed = List.copyOf(postponed);
  }

  /**
   * Whether there is nothing to do now.
   *
   * @return true without operations; removals may be postponed all the same
   */
  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /** One line an operation, as for {@code ipvsadm -R}; postponed ones as comments. */
  @Override
  public String toString() {
    return operations.stream().map(operation -> operation + "\n").collect(Collectors.joining())
        + postponed.stream()
            .map(operation -> "# when no connection is left: " + operation + "\n")
            .collect(Collectors.joining());
  }
}
