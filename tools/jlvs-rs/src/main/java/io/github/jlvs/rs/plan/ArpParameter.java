// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Locale;

/**
 * The two kernel parameters that keep a real server silent about the virtual address (kernel
 * documentation, networking/ip-sysctl). For traffic of an interface the kernel takes the greater of
 * the interface's value and that of {@code all}.
 */
public enum ArpParameter {
  /** Which requests are answered; 1: those for addresses of the interface they came in by. */
  ARP_IGNORE(1),
  /** Which address own requests speak of; 2: never one that belongs to another interface. */
  ARP_ANNOUNCE(2);

  private static final int ONLY_SAME_SUBNET = 2;

  /** Of arp_ignore: no request is answered. */
  static final int NEVER = 8;

  private final int wanted;

  ArpParameter(int wanted) {
    this.wanted = wanted;
  }

  /** The value that is set where the one there does not suffice. */
  public int wanted() {
    return wanted;
  }

  /**
   * Whether the virtual address stays unseen with this value. Stricter values of arp_ignore (2, 8)
   * do; greater ones need not: 3 answers for addresses of any interface, and the kernel takes
   * numbers without a meaning for 0.
   */
  public boolean suffices(int value) {
    return switch (this) {
      case ARP_IGNORE -> value == wanted || value == ONLY_SAME_SUBNET || value == NEVER;
      case ARP_ANNOUNCE -> value == wanted;
    };
  }

  /** The name below net.ipv4.conf.INTERFACE. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
