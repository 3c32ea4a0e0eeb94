// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/** What a {@link RealServerCheck} asks for ({@link StartTry}) or tells ({@link CheckEvent}). */
public sealed interface CheckAction permits CheckAction.StartTry, CheckEvent {

  /**
   * Start a try now and give its result to {@link RealServerCheck#handle} as a {@link
   * CheckInput.Result}, within the policy's connect timeout. Exactly one try is under way at a
   * time.
   */
  record StartTry() implements CheckAction {}
}
