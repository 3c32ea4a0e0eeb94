// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.healthcheck.probe.ProbeResult;

/** An answer that is no HTTP; the message says in what, and is the result of the check. */
final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedMessageException(String message) {
    super(message);
  }

  ProbeResult failure(ProbeResult.Cause cause) {
    return new ProbeResult.Failure(cause, String.valueOf(getMessage()));
  }
}
