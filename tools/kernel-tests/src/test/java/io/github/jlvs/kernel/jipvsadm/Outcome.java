// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.nio.charset.StandardCharsets;

/** What a program left behind; its output as bytes, one a character. */
record Outcome(int status, String out, String err) {
  static Outcome of(int status, byte[] out, byte[] err) {
    return new Outcome(
        status,
        new String(out, StandardCharsets.ISO_8859_1),
        new String(err, StandardCharsets.ISO_8859_1));
  }

  boolean spokeOnError() {
    return !err.isEmpty();
  }

  /** Whether nobody who only looks at output and status could tell the two apart. */
  boolean isLike(Outcome other) {
    return status == other.status
        && out.equals(other.out)
        && spokeOnError() == other.spokeOnError();
  }

  @Override
  public String toString() {
    return "status " + status + "\n--- output\n" + out + "--- errors\n" + err;
  }
}
