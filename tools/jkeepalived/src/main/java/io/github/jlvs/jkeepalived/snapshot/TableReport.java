// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import java.util.List;

/**
 * What came of the last round in which the kernel's table was brought to what is desired.
 *
 * @param failures what could not be done, each in a line; none where the table is as desired
 */
public record TableReport(List<String> failures) {
  /** Copies the list. */
  public TableReport {
    failures = List.copyOf(failures);
  }
}
