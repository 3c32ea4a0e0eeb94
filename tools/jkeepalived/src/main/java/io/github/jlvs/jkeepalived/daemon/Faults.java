// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

/** An unforeseen exception on one line: what, and where in our code, so that it can be reported. */
public final class Faults {
  private static final String OURS = "io.github.jlvs";

  private Faults() {}

  /** Describes it. */
  public static String describe(Throwable cause) {
    StringBuilder text = new StringBuilder(cause.toString().replace('\n', ' '));
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith(OURS)) {
        text.append(" at ").append(frame.getFileName()).append(':').append(frame.getLineNumber());
        break;
      }
    }
    return text.toString();
  }
}
