// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

/** How the tries of one check are made. */
interface Attempts {
  /** The next, not begun. */
  Attempt next(Attempt.Outcome outcome);
}
