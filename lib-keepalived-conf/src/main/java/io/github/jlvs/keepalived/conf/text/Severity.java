// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Locale;

/** What a diagnostic means for the configuration. */
public enum Severity {
  /** The configuration cannot be used. */
  ERROR,
  /** The configuration can be used, and does not do all that its text says. */
  WARNING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
