// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.ProbeResult;

/** What happened to a check, in the order it happened. */
public sealed interface CheckEvent extends CheckAction {

  /**
   * A try failed. Told for every failed try of a server that was not down already.
   *
   * @param attempt 1 for the first try, 2 for its first retry, and so on
   * @param failure why
   */
  record TryFailed(int attempt, ProbeResult.Failure failure) implements CheckEvent {}

  /**
   * The server is down by this check: the last try allowed has failed.
   *
   * @param retries how many retries were made; 0 too on the very first result, which gets none
   * @param failure why the last try failed
   */
  record WentDown(int retries, ProbeResult.Failure failure) implements CheckEvent {}

  /** The server is up by this check: its first result ever is a success, or it has recovered. */
  record WentUp() implements CheckEvent {}

  /**
   * The probe found the server to deserve another weight than it last said.
   *
   * @param weight the weight, 0 to 65535
   */
  record WeightReported(int weight) implements CheckEvent {}
}
