// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which packets a {@code virtual_server} takes.
 *
 * @param name what health and log call it
 * @param ids its services in the kernel, one at least
 */
record Services(VirtualServerName name, List<ServiceId> ids) {
  /** The one of an address or of a firewall mark. */
  static Services of(ServiceId id) {
    return new Services(name(id), List.of(id));
  }

  private static VirtualServerName name(ServiceId id) {
    if (id instanceof ServiceId.FirewallMark mark) {
      return new VirtualServerName.FirewallMark(mark.mark(), mark.family());
    } else if (id instanceof ServiceId.Address address) {
      return new VirtualServerName.Address(
          new ServiceAddress(address.address(), address.protocol(), address.port()));
    }
    throw new IllegalStateException("no name for the service " + id);
  }

  boolean isGroup() {
    return name instanceof VirtualServerName.Group;
  }

  /** Those that have an address. */
  Stream<ServiceId.Address> addresses() {
    return ids.stream()
        .filter(ServiceId.Address.class::isInstance)
        .map(ServiceId.Address.class::cast);
  }

  /** The protocol of those that have an address; marks alone say nothing of it. */
  IpProtocol protocol() {
    return addresses().findFirst().map(ServiceId.Address::protocol).orElse(IpProtocol.IP);
  }

  Set<AddressFamily> families() {
    return ids.stream().map(ServiceId::family).collect(Collectors.toUnmodifiableSet());
  }
}
