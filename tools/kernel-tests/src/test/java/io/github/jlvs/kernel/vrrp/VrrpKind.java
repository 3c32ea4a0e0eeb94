// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;

/** The VRRP that two directors speak, with the addresses that they have for it. */
// Its records never change.
@SuppressWarnings("ImmutableEnumChecker")
enum VrrpKind {
  /** With a password, once a second. */
  VERSION_2(
      new Protocol.V2(SimplePassword.of("1111")), 100, "10.1.80.90", "10.1.80.91", "10.1.80.92"),
  /** Four times a second. */
  VERSION_3(new Protocol.V3(AddressFamily.IPV4), 25, "10.1.80.90", "10.1.80.91", "10.1.80.92"),
  /** From the link-local addresses, which the hosts have of their hardware addresses. */
  VERSION_3_IPV6(
      new Protocol.V3(AddressFamily.IPV6), 25, "fe80::90", "fe80::ff:fe00:1", "fe80::ff:fe00:2"),
  /** Between routed addresses, as unicast has it. */
  VERSION_3_IPV6_ROUTED(
      new Protocol.V3(AddressFamily.IPV6), 25, "fe80::90", "fd00::91", "fd00::92");

  private final Protocol protocol;
  private final AdvertisementInterval interval;
  private final String virtual;
  private final String ofFirst;
  private final String ofSecond;

  VrrpKind(Protocol protocol, int centiseconds, String virtual, String ofFirst, String ofSecond) {
    this.protocol = protocol;
    this.interval = new AdvertisementInterval(centiseconds);
    this.virtual = virtual;
    this.ofFirst = ofFirst;
    this.ofSecond = ofSecond;
  }

  VirtualRouterConfig.Builder config(int priority) {
    return VirtualRouterConfig.builder(Directors.VRID, Directors.ip(virtual))
        .protocol(protocol)
        .interval(interval)
        .priority(priority);
  }

  /** The same for keepalived. */
  String instance(int priority) {
    if (this == VERSION_2) {
      return Directors.instance("VI_1", Directors.VRID, virtual, priority);
    }
    return Daemon.instance(priority, virtual, "version 3")
        .replace("advert_int 1\n", "advert_int 0.25\n");
  }

  /** The address of the virtual router. */
  String virtualAddress() {
    return virtual;
  }

  /** Where a director sends from. */
  InetAddress own(Host director) {
    return Directors.ip(director.name().equals("ds1") ? ofFirst : ofSecond);
  }
}
