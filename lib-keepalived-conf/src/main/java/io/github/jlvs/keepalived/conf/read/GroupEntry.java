// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.keepalived.conf.argument.AddressRange;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/** A line of a {@code virtual_server_group}. */
sealed interface GroupEntry {
  /** Where it stands. */
  Position position();

  /** The family of its packets, where it says that. */
  Optional<AddressFamily> family();

  /** How many services it means. */
  BigInteger count();

  /**
   * The services that it means.
   *
   * @param protocol of addresses, which do not say it
   * @param ofMarks the family of a mark that does not say it
   */
  Stream<ServiceId> services(IpProtocol protocol, AddressFamily ofMarks);

  /**
   * Addresses with a port.
   *
   * @param range the addresses
   * @param port the port of each; 0 takes every port
   */
  record Addresses(AddressRange range, int port, Position position) implements GroupEntry {
    @Override
    public Optional<AddressFamily> family() {
      return Optional.of(AddressFamily.of(range.first()));
    }

    @Override
    public BigInteger count() {
      return range.count();
    }

    @Override
    public Stream<ServiceId> services(IpProtocol protocol, AddressFamily ofMarks) {
      return range.addresses().map(each -> new ServiceId.Address(protocol, each, port));
    }
  }

  /**
   * A firewall mark.
   *
   * @param mark its number
   */
  record Mark(long mark, Optional<AddressFamily> family, Position position) implements GroupEntry {
    @Override
    public BigInteger count() {
      return BigInteger.ONE;
    }

    @Override
    public Stream<ServiceId> services(IpProtocol protocol, AddressFamily ofMarks) {
      return Stream.of(new ServiceId.FirewallMark(mark, family.orElse(ofMarks)));
    }
  }
}
