// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

/** Something stands in the way: one line that says what, where, why and what to do. */
public final class RealServerException extends RuntimeException {
  private final boolean permission;

  private RealServerException(String message, boolean permission) {
    super(message);
    this.permission = permission;
  }

  /** Whatever the user can mend other than by being somebody else. */
  public static RealServerException of(String message) {
    return new RealServerException(message, false);
  }

  /** The user may not do this. */
  public static RealServerException noPermission(String message) {
    return new RealServerException(message, true);
  }

  /** What went wrong underneath, and what became of it. */
  public static RealServerException caused(RuntimeException cause, String message) {
    boolean permission = cause instanceof RealServerException same && same.permission();
    RealServerException failure = new RealServerException(message, permission);
    failure.initCause(cause);
    return failure;
  }

  /** Whether the right to do it is what lacks. */
  public boolean permission() {
    return permission;
  }
}
