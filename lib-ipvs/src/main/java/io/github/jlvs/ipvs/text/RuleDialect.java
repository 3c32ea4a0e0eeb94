// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/** How much of what the kernel takes a rule may say. */
public enum RuleDialect {
  /**
   * As ipvsadm: a persistence of 1..2678400 seconds, thresholds up to 2147483647; a TCP service has
   * no one-packet scheduling, one on all ports is persistent, and a destination by direct routing
   * or tunnel gets the service's port.
   */
  IPVSADM,
  /** Everything that the kernel takes: any table survives being written and read. */
  KERNEL
}
