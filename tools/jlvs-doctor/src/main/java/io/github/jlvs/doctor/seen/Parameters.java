// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Kernel parameters as they were read.
 *
 * @param values by their path below /proc/sys, such as {@code net/ipv4/conf/all/arp_ignore}; one
 *     that this kernel does not have is left out
 */
public record Parameters(Map<String, Integer> values) {
  public Parameters {
    values = Map.copyOf(values);
  }

  /** Its value, where this kernel has it. */
  public OptionalInt value(String path) {
    Integer value = values.get(path);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** That of an interface, or of {@code all}; 0 where there is none. */
  public int ofInterface(String interfaceName, String parameter) {
    return value(path(interfaceName, parameter)).orElse(0);
  }

  /** What counts for traffic of an interface where the kernel takes the larger of two. */
  public int effective(String interfaceName, String parameter) {
    return Math.max(ofInterface("all", parameter), ofInterface(interfaceName, parameter));
  }

  /** The path of a parameter of IPv4 on an interface. */
  public static String path(String interfaceName, String parameter) {
    return "net/ipv4/conf/" + interfaceName + "/" + parameter;
  }

  /** As sysctl(8) takes it: with dots, unless the interface's name has some. */
  public static String name(String path) {
    return path.contains(".") ? path : path.replace('/', '.');
  }
}
