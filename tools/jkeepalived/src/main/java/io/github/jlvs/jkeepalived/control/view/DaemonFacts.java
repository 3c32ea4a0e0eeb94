// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import java.time.Instant;

/**
 * What does not change while a daemon runs.
 *
 * @param version its own
 * @param java that of the JVM
 * @param pid its process
 * @param started since when that runs, by the system's clock
 * @param configuration the file that it reads
 */
public record DaemonFacts(
    String version, String java, long pid, Instant started, String configuration) {
  /** Tells this run of the daemon from every other: two do not begin in one millisecond. */
  String boot() {
    return started.toEpochMilli() + "-" + pid;
  }
}
