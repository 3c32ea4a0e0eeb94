// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the start has come, and the reloads since.
 *
 * @param started whether the start is over: the table is written, virtual routers run
 * @param taken how many reloads brought a configuration into force
 * @param refused how many kept what ran, wholly or in part
 * @param last the last one
 */
public record ReloadReport(boolean started, long taken, long refused, Optional<Last> last) {
  /** The start is under way. */
  public static final ReloadReport NONE = new ReloadReport(false, 0, 0, Optional.empty());

  /**
   * A reload.
   *
   * @param when it was over, by the system's clock
   * @param taken whether its configuration is in force
   * @param words what came of it, in a sentence
   */
  public record Last(Instant when, boolean taken, String words) {}

  /** The start is over. */
  public ReloadReport begun() {
    return new ReloadReport(true, taken, refused, last);
  }

  /** One reload more. */
  public ReloadReport with(Last reload) {
    return new ReloadReport(
        started,
        taken + (reload.taken() ? 1 : 0),
        refused + (reload.taken() ? 0 : 1),
        Optional.of(reload));
  }
}
