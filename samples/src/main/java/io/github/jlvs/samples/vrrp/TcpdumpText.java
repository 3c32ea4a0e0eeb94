// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.vrrp;

import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.SimplePassword;
import java.net.InetAddress;
import java.util.stream.Collectors;

/** An advertisement in tcpdump's words. */
final class TcpdumpText {
  private TcpdumpText() {}

  static String of(Advertisement advertisement, int length) {
    String count =
        advertisement.addresses().size() > 1 ? "(" + advertisement.addresses().size() + ")" : "";
    String addresses =
        advertisement.addresses().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(","));
    boolean simple = advertisement.authentication() instanceof SimplePassword;
    String text =
        "VRRPv2, Advertisement, vrid %d, prio %d, authtype %s, intvl %ds, length %d, addrs%s: %s"
            .formatted(
                advertisement.vrid(),
                advertisement.priority(),
                simple ? "simple" : "none",
                advertisement.intervalSeconds(),
                length,
                count,
                addresses);
    return advertisement.authentication() instanceof SimplePassword password
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
