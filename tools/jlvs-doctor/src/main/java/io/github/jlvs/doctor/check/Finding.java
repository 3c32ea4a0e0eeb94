// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import java.util.List;

/**
 * A fault, or something that is good to know.
 *
 * @param severity INFO, WARNING or CRITICAL
 * @param fault what is wrong, in one line
 * @param seen what was seen: values, and where they stand
 * @param why why that hurts
 * @param remedies what mends it, each by itself or one after the other
 */
public record Finding(
    Severity severity, String fault, List<String> seen, String why, List<Remedy> remedies) {
  public Finding {
    seen = List.copyOf(seen);
    remedies = List.copyOf(remedies);
  }
}
