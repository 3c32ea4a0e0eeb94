// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.Arrays;
import java.util.List;

/**
 * An IP address on an interface.
 *
 * @param device the interface
 * @param address the address
 * @param prefixLength 32 or 128 for the address alone
 * @param scope such as {@code global} or {@code host}
 * @param label the label of an IPv4 address, such as {@code lo:0}; empty for IPv6
 */
public record InterfaceAddress(
    String device, String address, int prefixLength, String scope, String label) {

  /** Reads what {@code ip -o addr show} prints. */
  static List<InterfaceAddress> parse(String text) {
    return text.lines().map(InterfaceAddress::parseLine).toList();
  }

  private static InterfaceAddress parseLine(String line) {
    // "2: enp0s3    inet 10.1.80.91/24 brd 10.1.80.255 scope global enp0s3\       valid_lft ..."
    List<String> words = Arrays.asList(line.replaceFirst("\\\\.*", "").trim().split("\\s+"));
    int scope = words.indexOf("scope");
    String[] address = words.size() > 3 ? words.get(3).split("/") : new String[0];
    if (scope < 0 || scope + 1 >= words.size() || address.length == 0) {
      throw new LabException("cannot read this line of 'ip -o addr show': " + line);
    }
    boolean ipv4 = words.get(2).equals("inet");
    int whole = ipv4 ? 32 : 128;
    return new InterfaceAddress(
        words.get(1),
        address[0],
        address.length == 2 ? Integer.parseInt(address[1]) : whole,
        words.get(scope + 1),
        ipv4 ? words.get(words.size() - 1) : "");
  }
}
