// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

/** A flag of a scheduler. */
public enum SchedulerFlag {
  /** {@code flag-1}; for sh and mh, use another server when the chosen one has weight 0. */
  FLAG_1,
  /** {@code flag-2}; for sh and mh, hash the source port too. */
  FLAG_2,
  /** {@code flag-3}. */
  FLAG_3
}
