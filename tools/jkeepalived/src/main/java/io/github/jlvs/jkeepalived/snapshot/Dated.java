// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import java.time.Instant;

/**
 * What a part of the daemon knew at a moment.
 *
 * @param <R> what
 * @param report what it knew
 * @param when the moment, by the system's clock
 */
public record Dated<R>(R report, Instant when) {
  /** Of this moment. */
  public static <R> Dated<R> now(R report) {
    return new Dated<>(report, Instant.now());
  }
}
