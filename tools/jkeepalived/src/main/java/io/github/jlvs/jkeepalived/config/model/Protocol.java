// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

/** The protocol of a virtual server. */
public enum Protocol {
  /** TCP. */
  TCP,
  /** UDP. */
  UDP,
  /** SCTP. */
  SCTP
}
