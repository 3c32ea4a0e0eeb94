// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.LinuxException;
import java.time.Duration;

/** What has become of a program that a {@link ProcessRunner} was to run. */
public sealed interface Outcome {
  /**
   * It has ended within its limit.
   *
   * @param status how
   */
  record Ended(ExitStatus status) implements Outcome {}

  /**
   * It has not ended within its limit, and is being ended.
   *
   * @param limit how long it had
   */
  record TimedOut(Duration limit) implements Outcome {}

  /**
   * It could not be started.
   *
   * @param cause what failed and why
   */
  record NotStarted(LinuxException cause) implements Outcome {}
}
