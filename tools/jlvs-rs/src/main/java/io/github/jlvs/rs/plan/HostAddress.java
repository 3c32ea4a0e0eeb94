// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address on an interface of this host.
 *
 * @param label what ifconfig(8) calls it, such as {@code lo:0}; IPv4 only
 */
public record HostAddress(
    String interfaceName, InetAddress address, int prefixLength, Optional<String> label) {
  /** The interface that holds virtual addresses. */
  public static final String LOOPBACK = "lo";

  boolean onLoopback() {
    return interfaceName.equals(LOOPBACK);
  }

  boolean is(Vip vip) {
    return address.equals(vip.address());
  }

  /** The device for virtual addresses that it is on, if it is on one. */
  Optional<Device> device() {
    return Device.named(interfaceName);
  }

  /** Whether it is the virtual address as start adds it, by whatever label. */
  boolean holds(Vip vip, Device device) {
    return interfaceName.equals(device.text()) && is(vip) && prefixLength == vip.bits();
  }

  /**
   * Whether somebody added it as a virtual address: a single host labelled lo:N, or one on a tunnel
   * that takes packets from anybody.
   */
  boolean looksVirtual() {
    boolean host = prefixLength == new Vip(address).bits() && !address.isLinkLocalAddress();
    boolean labelled = label.filter(text -> text.startsWith(LOOPBACK + ":")).isPresent();
    return host && device().filter(each -> each != Device.LOOPBACK || labelled).isPresent();
  }

  @Override
  public String toString() {
    return new Vip(address) + "/" + prefixLength;
  }
}
