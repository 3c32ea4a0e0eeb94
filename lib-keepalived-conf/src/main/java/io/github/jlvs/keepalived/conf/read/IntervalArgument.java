// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import java.time.Duration;
import java.util.Optional;

/** The time between two advertisements, as keepalived takes it whatever the version. */
final class IntervalArgument {
  /** In seconds; what a version cannot say of it is refused when the version is known. */
  static final Argument<Optional<Located<Duration>>> INTERVAL =
      Located.word(Argument.seconds("0.01", "255"));

  private IntervalArgument() {}
}
