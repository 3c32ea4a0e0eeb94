// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.text.UsageException;

/** ipvsadm's exit statuses. */
public final class ExitStatus {
  /** All is well. */
  public static final int OK = 0;

  /** A list cannot be had. */
  public static final int NOT_LISTED = 1;

  /** {@code diff}: the table is not as the file says. */
  public static final int DIFFERENT = 1;

  /** A usage error, no IPVS, no permission. */
  public static final int MISUSE = 2;

  /** The kernel refused a change. */
  public static final int REFUSED = 255;

  private ExitStatus() {}

  /** The status of a line that makes no sense. */
  public static int of(UsageException.Kind kind) {
    return kind == UsageException.Kind.MISUSE ? MISUSE : 255;
  }
}
