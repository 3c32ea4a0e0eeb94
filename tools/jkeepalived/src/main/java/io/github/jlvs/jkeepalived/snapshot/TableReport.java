// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.ServiceId;
import java.util.List;
import java.util.Map;

/**
 * What came of the last round in which the kernel's table was brought to what is desired.
 *
 * @param failures what could not be done, each in a line; none where the table is as desired
 * @param leaving real servers that no virtual server has any more, which are to be there until
 *     their connections are over
 */
public record TableReport(List<String> failures, Map<ServiceId, List<Destination>> leaving) {
  /** Copies both. */
  public TableReport {
    failures = List.copyOf(failures);
    leaving = Map.copyOf(leaving);
  }
}
