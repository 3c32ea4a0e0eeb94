// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.vrrp;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import java.util.stream.Collectors;

/** An advertisement in tcpdump's words. */
final class TcpdumpText {
  private TcpdumpText() {}

  static String of(Advertisement advertisement, int length) {
    String count =
        advertisement.addresses().size() > 1 ? "(" + advertisement.addresses().size() + ")" : "";
    String addresses =
        advertisement.addresses().stream()
            .map(IpAddresses::format)
            .collect(Collectors.joining(","));
    String protocol =
        advertisement.protocol() instanceof Protocol.V2 version2
            ? "VRRPv2, Advertisement, vrid %d, prio %d, authtype %s, intvl %ss, length %d"
                .formatted(
                    advertisement.vrid(),
                    advertisement.priority(),
                    version2.authentication() instanceof SimplePassword ? "simple" : "none",
                    advertisement.interval().seconds(),
                    length)
            : "VRRPv3, Advertisement, vrid %d, prio %d, intvl %dcs, length %d"
                .formatted(
                    advertisement.vrid(),
                    advertisement.priority(),
                    advertisement.interval().centiseconds(),
                    length);
    String text = protocol + ", addrs" + count + ": " + addresses;
    return advertisement.protocol().authentication() instanceof SimplePassword password
        ? text + " auth \"" + printable(password.octets()) + "\""
        : text;
  }

  private static String printable(byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (byte octet : octets) {
      if (octet == 0) {
        break;
      }
      boolean plain = octet >= ' ' && octet <= '~';
      text.append(plain ? Character.toString(octet) : "\\0x%02x".formatted(octet));
    }
    return text.toString();
  }
}
