// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

/** A decoder did to an input what it must not do to any. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  Violation(String what, Throwable cause) {
    super(what, cause);
  }
}
