// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.IpAddresses;

/**
 * How the addresses and ports of services and destinations are written: as numbers, or as names
 * where a program knows some.
 */
public interface EndpointText {
  /** As numbers: {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}. */
  EndpointText NUMBERS =
      new EndpointText() {
        @Override
        public String service(ServiceId.Address service) {
          return IpAddresses.format(service.address(), service.port());
        }

        @Override
        public String destination(ServiceId service, DestinationId destination) {
          return destination.toString();
        }
      };

  /**
   * The address and port of a service.
   *
   * @param service the service
   * @return without blanks
   */
  String service(ServiceId.Address service);

  /**
   * The address and port of a destination.
   *
   * @param service the service that it belongs to
   * @param destination the destination
   * @return without blanks
   */
  String destination(ServiceId service, DestinationId destination);
}
