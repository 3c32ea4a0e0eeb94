// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.net.InetAddress;

/**
 * Why a virtual router over IPv6 has no address to send from, although its interface can send. It
 * is in fault until it has one, which it finds out by itself.
 */
public sealed interface MissingSource {

  /**
   * The interface has no address of the kind that is needed, but for virtual ones: the kernel makes
   * none of itself there (addr_gen_mode 1 of ip-sysctl), or somebody has removed it.
   */
  record None() implements MissingSource {}

  /**
   * The kernel looks for it on the link, and uses it as soon as no other host answers (duplicate
   * address detection, RFC 4862 section 5.4).
   *
   * @param address the address
   */
  record LookedFor(InetAddress address) implements MissingSource {}

  /**
   * Another host of the link has it. The kernel does not look again by itself.
   *
   * @param address the address
   */
  record Duplicate(InetAddress address) implements MissingSource {}

  /**
   * IPv6 is switched off on the interface: its disable_ipv6 is 1. The kernel does that by itself
   * where another host has the link-local address that it made of the hardware address, and
   * accept_dad is 2.
   */
  record Ipv6Off() implements MissingSource {}

  /** The interface has no IPv6: the kernel has none, or the MTU is below 1280. */
  record NoIpv6() implements MissingSource {}
}
