// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.WeightAdvice;

/** What happened to a check, in the order it happened. */
public sealed interface CheckEvent extends CheckAction {

  /**
   * A try failed. Told for every failed try of a server that was not down already.
   *
   * @param attempt 1 for the first try, 2 for its first retry, and so on
   * @param retriesLeft how many retries there still are; 0 where the server goes down
   * @param failure why
   */
  record TryFailed(int attempt, int retriesLeft, ProbeResult.Failure failure)
      implements CheckEvent {}

  /**
   * The server is down by this check: the last try allowed has failed.
   *
   * @param retries how many retries were made; 0 too on the very first result, which gets none
   * @param failure why the last try failed
   */
  record WentDown(int retries, ProbeResult.Failure failure) implements CheckEvent {}

  /**
   * The server is up by this check: its first result ever is a success, or it has recovered.
   *
   * @param before what it was taken for: up only at the first result
   */
  record WentUp(CheckState before) implements CheckEvent {}

  /**
   * The probe says something else of the weight than it last did.
   *
   * @param weight what it says
   */
  record WeightReported(WeightAdvice weight) implements CheckEvent {}
}
