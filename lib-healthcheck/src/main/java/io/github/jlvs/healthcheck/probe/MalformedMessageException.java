// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

/**
 * An answer that is not of the protocol that it should be of. The message says in what, and is the
 * result of the check.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * An answer that breaks a rule.
   *
   * @param message which rule, for a person
   */
  public MalformedMessageException(String message) {
    super(message);
  }

  /**
   * What the check that got this answer found out.
   *
   * @param cause the kind of failure
   * @return the failure
   */
  public ProbeResult failure(ProbeResult.Cause cause) {
    return new ProbeResult.Failure(cause, String.valueOf(getMessage()));
  }
}
