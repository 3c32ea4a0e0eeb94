// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kernel parameters that are set, in the order in which they are set. */
public enum ArpSetting {
  LO_IGNORE("lo", ArpParameter.ARP_IGNORE),
  LO_ANNOUNCE("lo", ArpParameter.ARP_ANNOUNCE),
  ALL_IGNORE("all", ArpParameter.ARP_IGNORE),
  ALL_ANNOUNCE("all", ArpParameter.ARP_ANNOUNCE);

  private final String interfaceName;
  private final ArpParameter parameter;

  ArpSetting(String interfaceName, ArpParameter parameter) {
    this.interfaceName = interfaceName;
    this.parameter = parameter;
  }

  /** In the order in which they are taken back. */
  public static List<ArpSetting> backwards() {
    return List.of(ALL_ANNOUNCE, ALL_IGNORE, LO_ANNOUNCE, LO_IGNORE);
  }

  /** The setting of a name as {@link #text()} gives it. */
  public static Optional<ArpSetting> named(String text) {
    return Arrays.stream(values()).filter(setting -> setting.text().equals(text)).findFirst();
  }

  /** {@code lo} or {@code all}. */
  public String interfaceName() {
    return interfaceName;
  }

  /** Which parameter of it. */
  public ArpParameter parameter() {
    return parameter;
  }

  /** The name that sysctl(8) takes. */
  public String text() {
    return text(interfaceName, parameter);
  }

  static String text(String interfaceName, ArpParameter parameter) {
    return "net.ipv4.conf." + interfaceName + "." + parameter.text();
  }
}
