// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.util.Objects;
import java.util.OptionalInt;

/** What one try of a probe found out. */
public sealed interface ProbeResult {

  /** The service answered as it should. */
  ProbeResult SUCCESS = new Success(OptionalInt.empty());

  /**
   * The service answered as it should.
   *
   * @param weight the weight the probe found the server to deserve, 0 to 65535, or empty when the
   *     probe has no say in weights (as nearly all have)
   */
  record Success(OptionalInt weight) implements ProbeResult {
    /**
     * Checks the range of the weight.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Success {
      Objects.requireNonNull(weight, "weight");
      if (weight.isPresent() && (weight.getAsInt() < 0 || weight.getAsInt() > 65535)) {
        throw new IllegalArgumentException(
            "a weight is 0 to 65535, the probe reported " + weight.getAsInt());
      }
    }
  }

  /**
   * The service did not answer, or not as it should.
   *
   * @param cause the kind of failure
   * @param detail what happened, for a person: "Connection refused"; may be empty
   */
  record Failure(Cause cause, String detail) implements ProbeResult {
    public Failure {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** The kinds of failure that keepalived's log lines tell apart. */
  enum Cause {
    /** Refused, unreachable or broken, or an answer that is wrong in a way of no other kind. */
    FAILED,
    /** No connection within the time limit. */
    TIMEOUT,
    /** A connection, and no whole answer within the time limit. */
    UNANSWERED,
    /** The peer closed the connection without an answer. */
    CLOSED,
    /** An answer with another status code than a right one, or with none. */
    STATUS,
    /** An answer whose body has another digest. */
    DIGEST,
    /** An answer whose body does not match, or does match and must not. */
    PATTERN
  }

  /**
   * A failure that is no timeout.
   *
   * @param detail what happened, for a person
   * @return the failure
   */
  static Failure failed(String detail) {
    return new Failure(Cause.FAILED, detail);
  }

  /**
   * No connection within the time limit.
   *
   * @param detail what was waited for, for a person
   * @return the failure
   */
  static Failure timeout(String detail) {
    return new Failure(Cause.TIMEOUT, detail);
  }

  /**
   * A connection over which no whole answer came in time.
   *
   * @param detail what was waited for, for a person
   * @return the failure
   */
  static Failure unanswered(String detail) {
    return new Failure(Cause.UNANSWERED, detail);
  }
}
