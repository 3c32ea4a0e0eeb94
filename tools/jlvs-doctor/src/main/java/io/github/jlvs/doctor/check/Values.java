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
    return shown(
        Parameters.path(interfaceName, parameter),
        String.valueOf(now.ofInterface(interfaceName, parameter)));
  }

  /** A parameter by its path below /proc/sys, what is told of its value, and its file. */
  static String shown(String path, String value) {
    return Parameters.name(path) + " is " + value + " (/proc/sys/" + path + ")";
  }

  /** Sets a parameter of an interface. */
  static Remedy set(String interfaceName, String parameter, int value) {
    return set(Parameters.path(interfaceName, parameter), value);
  }

  /** Sets a parameter, by its path below /proc/sys. */
  static Remedy set(String path, int value) {
    return Remedy.here("sysctl -w " + Parameters.name(path) + "=" + value);
  }

  /** Addresses in a sentence. */
  static String addresses(Collection<InetAddress> addresses) {
    return addresses.stream().map(IpAddresses::format).collect(Collectors.joining(", "));
  }
}
