// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code virtual_server_group}: what its virtual servers take.
 *
 * @param name its name, where it is defined
 * @param entries its lines, one at least
 */
record ServerGroup(Word name, List<GroupEntry> entries) {
  /** The families that its lines say. */
  Set<AddressFamily> families() {
    return entries.stream()
        .flatMap(entry -> entry.family().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it has an address, and so a virtual server of it a protocol. */
  boolean hasAddresses() {
    return entries.stream().anyMatch(GroupEntry.Addresses.class::isInstance);
  }

  /** The first line that takes every port. */
  Optional<GroupEntry.Addresses> withoutPort() {
    return entries.stream()
        .filter(GroupEntry.Addresses.class::isInstance)
        .map(GroupEntry.Addresses.class::cast)
        .filter(addresses -> addresses.port() == 0)
        .findFirst();
  }

  /** All services, in the order of the lines; what comes again is there once. */
  List<ServiceId> services(IpProtocol protocol, AddressFamily ofMarks) {
    return entries.stream().flatMap(entry -> entry.services(protocol, ofMarks)).distinct().toList();
  }
}
