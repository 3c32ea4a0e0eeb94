// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/** What became of one operation of a batch. */
public sealed interface Outcome {
  /**
   * The operation.
   *
   * @return what was asked
   */
  Operation operation();

  /**
   * The kernel did it.
   *
   * @param operation what was asked
   */
  record Done(Operation operation) implements Outcome {
    @Override
    public String toString() {
      return operation + ": done";
    }
  }

  /**
   * The kernel refused it. The operations behind it were tried all the same.
   *
   * @param operation what was asked
   * @param cause why it was refused
   */
  record Refused(Operation operation, IpvsException cause) implements Outcome {
    @Override
    public String toString() {
      return String.valueOf(cause.getMessage());
    }
  }

  /**
   * Its answer was lost or never came: it may have been done or not. Read the table to know.
   *
   * @param operation what was asked
   * @param cause why the answer is missing
   */
  record Unknown(Operation operation, IpvsException cause) implements Outcome {
    @Override
    public String toString() {
      return String.valueOf(cause.getMessage());
    }
  }
}
