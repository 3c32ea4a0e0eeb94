// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

/** How bad it is, in the words and exit statuses of monitoring plugins. */
public enum Severity {
  OK,
  /** Clients are served, and will not be when something else happens. */
  WARNING,
  /** Clients are not served, or not all of them. */
  CRITICAL
}
