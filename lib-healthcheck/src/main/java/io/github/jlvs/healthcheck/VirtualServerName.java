// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.net.AddressFamily;
import java.util.Objects;

/** What a virtual server is known by. {@code toString} gives the name in keepalived's log lines. */
public sealed interface VirtualServerName {

  /**
   * An address, a protocol and a port.
   *
   * @param service the address
   */
  record Address(ServiceAddress service) implements VirtualServerName {
    public Address {
      Objects.requireNonNull(service, "service");
    }

    @Override
    public String toString() {
      return service.toString();
    }
  }

  /**
   * A firewall mark, of IPv4 or of IPv6 packets: one number may stand for both, in two services.
   *
   * @param mark the mark, 1 to 4294967295
   * @param family of which packets; it is not in the name that log lines have
   */
  record FirewallMark(long mark, AddressFamily family) implements VirtualServerName {
    /**
     * Checks the range of the mark.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public FirewallMark {
      if (mark < 1 || mark > 0xffff_ffffL) {
        throw new IllegalArgumentException("a firewall mark is 1 to 4294967295, got " + mark);
      }
    }

    @Override
    public String toString() {
      return "FWM " + mark;
    }
  }

  /**
   * A group of addresses and marks that share their real servers.
   *
   * @param name the group's name in the configuration
   * @param number which one it is of the virtual servers of that group, such as one for TCP and one
   *     for UDP: 0 or more, in the order of the configuration
   */
  record Group(String name, int number) implements VirtualServerName {
    /**
     * Checks the range of the number.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Group {
      Objects.requireNonNull(name, "name");
      if (number < 0) {
        throw new IllegalArgumentException(
            "the number of a virtual server of a group is 0 or more, got " + number);
      }
    }

    @Override
    public String toString() {
      return "[" + name + "]:" + number;
    }
  }
}
