// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Collection;
import java.util.stream.Collectors;

/** How values are told, and kernel parameters set. */
final class Values {
  private Values() {}

  /** A parameter of an interface, its value, and the file that it stands in. */
  static String shown(Parameters now, String interfaceName, String parameter) {
    String path = Parameters.path(interfaceName, parameter);
    return Parameters.name(path)
        + " is "
        + now.ofInterface(interfaceName, parameter)
        + " (/proc/sys/"
        + path
        + ")";
  }

  /** Sets a parameter of an interface. */
  static Remedy set(String interfaceName, String parameter, int value) {
    return Remedy.here(
        "sysctl -w " + Parameters.name(Parameters.path(interfaceName, parameter)) + "=" + value);
  }

  /** Addresses in a sentence. */
  static String addresses(Collection<InetAddress> addresses) {
    return addresses.stream().map(IpAddresses::format).collect(Collectors.joining(", "));
  }
}
