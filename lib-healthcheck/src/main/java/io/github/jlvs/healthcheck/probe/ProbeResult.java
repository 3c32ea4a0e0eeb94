// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.util.Objects;

/** What one try of a probe found out. */
public sealed interface ProbeResult {

  /** The service answered as it should. */
  ProbeResult SUCCESS = new Success(WeightAdvice.AS_CONFIGURED);

  /**
   * The service answered as it should.
   *
   * @param weight what the probe says of the server's weight
   */
  record Success(WeightAdvice weight) implements ProbeResult {
    public Success {
      Objects.requireNonNull(weight, "weight");
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
    /** Of a server that speaks first: what it said before it was asked anything is no welcome. */
    GREETING,
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
