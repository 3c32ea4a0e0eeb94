// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

/** How packets reach a real server, as {@code lb_kind} says it. */
public enum ForwardingMethod {
  /** Address translation. */
  NAT,
  /** Direct routing. */
  DR,
  /** A tunnel of IP in IP. */
  TUN
}
