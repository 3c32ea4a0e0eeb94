// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/** What a check holds of its server. */
public enum CheckState {
  /** Passing, or not yet known to fail. */
  UP,
  /** Failing, or ({@code alpha}) not yet known to pass. */
  DOWN
}
