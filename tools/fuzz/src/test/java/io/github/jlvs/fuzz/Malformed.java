// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

/** What a decoder says of an input by a checked exception, which a target cannot throw. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of what it said. */
  public Malformed(Exception cause) {
    super(cause);
  }
}
