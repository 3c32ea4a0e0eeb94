// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.names;

import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** Where names of hosts and services are looked up. May block. */
public interface Names {
  /**
   * The first IPv4 address of a host.
   *
   * @param host its name, no number
   * @return the address, or empty where there is no such host
   */
  Optional<Inet4Address> address(String host);

  /**
   * The name of a host.
   *
   * @param address its address
   * @return the name, or empty where it has none
   */
  Optional<String> host(InetAddress address);

  /**
   * The port of a service.
   *
   * @param service its name, in the right case
   * @param protocol of the service
   * @return 0..65535, or empty where there is no such service
   */
  OptionalInt port(String service, IpProtocol protocol);

  /**
   * The name of a service.
   *
   * @param port its port
   * @param protocol of the service
   * @return the name, or empty where it has none
   */
  Optional<String> service(int port, IpProtocol protocol);
}
