// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

/** Whether a condition holds for a packet. */
public enum Truth {
  YES,
  NO,
  /** It depends on what the listing does not show, such as a rate or a module's own knowledge. */
  UNCLEAR;

  static Truth of(boolean holds) {
    return holds ? YES : NO;
  }

  Truth negatedIf(boolean negated) {
    if (!negated || this == UNCLEAR) {
      return this;
    }
    return this == YES ? NO : YES;
  }

  /** Both together. */
  Truth and(Truth other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : UNCLEAR;
  }

  /** One of them at least. */
  Truth or(Truth other) {
    if (this == YES || other == YES) {
      return YES;
    }
    return this == NO ? other : UNCLEAR;
  }
}
