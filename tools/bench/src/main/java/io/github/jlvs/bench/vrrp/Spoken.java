// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.lab.Network;
import io.github.jlvs.net.IpAddresses;
import java.util.Locale;

/** The VRRP that directors of a benchmark speak: version, network, interval. */
enum Spoken {
  /** Version 2, once a second, with a password. */
  V2(
      "10.1.80.90",
      "10.1.80.91",
      "10.1.80.92",
      1000,
      "authentication {\n auth_type PASS\n auth_pass 1111\n}"),
  /** Version 3 over IPv4, ten times a second. */
  V3("10.1.80.90", "10.1.80.91", "10.1.80.92", 100, "version 3"),
  /** Version 3 over IPv6, ten times a second, from the addresses of the hardware addresses. */
  V3_IPV6("fe80::90", "fe80::ff:fe00:1", "fe80::ff:fe00:2", 100, "version 3");

  private final String virtual;
  private final String first;
  private final String second;
  private final int intervalMillis;
  private final String more;

  Spoken(String virtual, String first, String second, int intervalMillis, String more) {
    this.virtual = virtual;
    this.first = first;
    this.second = second;
    this.intervalMillis = intervalMillis;
    this.more = more;
  }

  /** The one of an option, such as {@code v3-ipv6}. */
  static Spoken named(String option) {
    return valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What the virtual router's address is. */
  String virtual() {
    return virtual;
  }

  /** The address that the first host sends from, as a capture writes it. */
  String first() {
    return IpAddresses.literal(first).getHostAddress();
  }

  /** The address that the second host sends from, as a capture writes it. */
  String second() {
    return IpAddresses.literal(second).getHostAddress();
  }

  /** RFC 3768 section 6.1 and RFC 9568 section 6.1: three intervals and the skew time. */
  double masterDownMillis(int priority) {
    double skewUnit = this == V2 ? 1000 : intervalMillis;
    return 3 * intervalMillis + (256 - priority) * skewUnit / 256;
  }

  /** In seconds; version 2 knows whole ones alone. */
  private static String seconds(int millis) {
    return millis % 1000 == 0 ? "" + millis / 1000 : "" + millis / 1000.0;
  }

  /** One virtual router. */
  String configuration(int priority) {
    return configuration(priority, intervalMillis);
  }

  /** One with another interval. */
  String configuration(int priority, int otherMillis) {
    return """
        vrrp_instance VI_1 {
            state BACKUP
            interface %s
            virtual_router_id 51
            priority %d
            advert_int %s
            %s
            virtual_ipaddress {
                %s
            }
        }
        """
        .formatted(Network.INTERFACE, priority, seconds(otherMillis), more, virtual);
  }

  @Override
  public String toString() {
    return switch (this) {
      case V2 -> "VRRPv2";
      case V3 -> "VRRPv3 over IPv4";
      case V3_IPV6 -> "VRRPv3 over IPv6";
    };
  }
}
