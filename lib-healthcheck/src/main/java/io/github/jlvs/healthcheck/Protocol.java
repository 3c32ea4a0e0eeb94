// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.Locale;

/** The transport protocol of a service, as it appears in the service's name. */
public enum Protocol {
  /** TCP. */
  TCP,
  /** UDP. */
  UDP,
  /** SCTP. */
  SCTP,
  /** No protocol: real servers of a firewall-mark service, whose mark says nothing about it. */
  NONE;

  /**
   * The word in keepalived's service names.
   *
   * @return {@code tcp}, {@code udp}, {@code sctp} or {@code none}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
