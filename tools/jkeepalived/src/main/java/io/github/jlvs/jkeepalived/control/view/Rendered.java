// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.http.Body;

/**
 * A page as it is answered with.
 *
 * @param status of HTTP
 * @param body what is answered
 */
public record Rendered(int status, Body body) {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  static Rendered ok(Body body) {
    return new Rendered(OK, body);
  }

  /** For those who look at the status alone. */
  static Rendered ok(boolean well, Body body) {
    return new Rendered(well ? OK : UNAVAILABLE, body);
  }
}
