// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.OptionalInt;

/** What the hosts and ports of a rule mean that are not plain numbers. May block. */
public interface NameLookup {
  /** Knows no names: an address is four decimal numbers with dots. */
  NameLookup NUMBERS =
      new NameLookup() {
        @Override
        public Optional<Inet4Address> ipv4(String host) {
          return IpAddresses.parse(host)
              .filter(Inet4Address.class::isInstance)
              .map(Inet4Address.class::cast);
        }

        @Override
        public OptionalInt port(String service, IpProtocol protocol) {
          return OptionalInt.empty();
        }
      };

  /**
   * The IPv4 address of a host.
   *
   * @param host a number or a name, never empty
   * @return the address, or empty where there is no such host
   */
  Optional<Inet4Address> ipv4(String host);

  /**
   * The port of a service.
   *
   * @param service its name, in the right case
   * @param protocol of the service
   * @return 0..65535, or empty where there is no such service
   */
  OptionalInt port(String service, IpProtocol protocol);
}
