// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel parameters that are set, in the order in which they are set. */
public enum Setting {
  LO_IGNORE("lo", ArpParameter.ARP_IGNORE),
  LO_ANNOUNCE("lo", ArpParameter.ARP_ANNOUNCE),
  ALL_IGNORE("all", ArpParameter.ARP_IGNORE),
  ALL_ANNOUNCE("all", ArpParameter.ARP_ANNOUNCE),
  /**
   * What comes out of the tunnel is a client's packet, and the way back to the client is another
   * interface: the strict check of RFC 3704 (1) drops it. The kernel takes the greater value of the
   * interface and of {@code all}, so the loose check (2) on the interface outdoes a strict one of
   * {@code all}, which stays in force everywhere else.
   */
  TUNNEL_REVERSE_PATH("tunl0", "rp_filter", 2);

  private static final int STRICT = 1;

  private final String interfaceName;
  private final String parameter;
  private final int wanted;

  Setting(String interfaceName, ArpParameter parameter) {
    this(interfaceName, parameter.text(), parameter.wanted());
  }

  Setting(String interfaceName, String parameter, int wanted) {
    this.interfaceName = interfaceName;
    this.parameter = parameter;
    this.wanted = wanted;
  }

  /** What an IPv4 address needs. IPv6 has no such parameters. */
  static Set<Setting> of(Forwarding forwarding) {
    return switch (forwarding) {
      case DIRECT -> EnumSet.range(LO_IGNORE, ALL_ANNOUNCE);
      case TUNNEL -> EnumSet.range(ALL_IGNORE, TUNNEL_REVERSE_PATH);
      case MASQUERADING -> EnumSet.noneOf(Setting.class);
    };
  }

  /** In the order in which they are taken back. */
  public static List<Setting> backwards() {
    return List.of(TUNNEL_REVERSE_PATH, ALL_ANNOUNCE, ALL_IGNORE, LO_ANNOUNCE, LO_IGNORE);
  }

  /** The setting of a name as {@link #text()} gives it. */
  public static Optional<Setting> named(String text) {
    return Arrays.stream(values()).filter(setting -> setting.text().equals(text)).findFirst();
  }

  /** {@code lo}, {@code all} or {@code tunl0}. */
  public String interfaceName() {
    return interfaceName;
  }

  /** The parameter's name below net.ipv4.conf.INTERFACE. */
  public String parameter() {
    return parameter;
  }

  /** The value that is set where the one there does not suffice. */
  public int wanted() {
    return wanted;
  }

  /**
   * Whether a value will do.
   *
   * @param value the one that counts: of rp_filter the greater one of tunl0 and all
   */
  boolean suffices(int value) {
    return switch (this) {
      case LO_IGNORE, ALL_IGNORE -> ArpParameter.ARP_IGNORE.suffices(value);
      case LO_ANNOUNCE, ALL_ANNOUNCE -> ArpParameter.ARP_ANNOUNCE.suffices(value);
      case TUNNEL_REVERSE_PATH -> value != STRICT;
    };
  }

  /** The name that sysctl(8) takes. */
  public String text() {
    return text(interfaceName, parameter);
  }

  static String text(String interfaceName, String parameter) {
    return "net.ipv4.conf." + interfaceName + "." + parameter;
  }
}
