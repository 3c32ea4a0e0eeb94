// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

/** An unforeseen exception on one line: what, and where in our code, so that it can be reported. */
public final class Faults {
  private static final String OURS = "io.github.jlvs";

  private Faults() {}

  /** Describes it. */
  public static String describe(Throwable cause) {
    return cause.toString().replace('\n', ' ') + at(cause.getStackTrace());
  }

  /** The innermost place that is our own; empty text where there is none. */
  static String at(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().startsWith(OURS)) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
