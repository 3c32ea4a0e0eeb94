// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

/**
 * A page as it is answered with.
 *
 * @param status of HTTP
 * @param octets not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rendered(int status, byte[] octets) {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  static Rendered ok(byte[] octets) {
    return new Rendered(OK, octets);
  }

  /** For those who look at the status alone. */
  static Rendered ok(boolean well, byte[] octets) {
    return new Rendered(well ? OK : UNAVAILABLE, octets);
  }
}
