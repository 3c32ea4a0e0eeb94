// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

/** Where the body of an answer ends (RFC 9112, section 6.3). */
sealed interface Framing {
  /** After so many bytes, 0 for none. */
  record Length(long bytes) implements Framing {}

  record Chunked() implements Framing {}

  record UntilClose() implements Framing {}
}
