// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.List;
import java.util.OptionalLong;

/**
 * A rule.
 *
 * @param id what distinguishes it in its chain in every listing
 * @param text as its tool shows it
 * @param packets how many it has counted; nothing where it does not count
 */
record Rule(
    String id, String text, OptionalLong packets, List<Condition> conditions, Action action) {
  Rule {
    conditions = List.copyOf(conditions);
  }

  Truth holds(Packet packet) {
    return conditions.stream().map(each -> each.of(packet)).reduce(Truth.YES, Truth::and);
  }
}
