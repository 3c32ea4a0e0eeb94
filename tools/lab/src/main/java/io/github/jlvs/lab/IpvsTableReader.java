// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads the text of /proc/net/ip_vs. */
final class IpvsTableReader {
  private IpvsTableReader() {}

  static List<VirtualServer> parse(String text) {
    List<VirtualServer> services = new ArrayList<>();
    List<VirtualServer.RealServer> destinations = new ArrayList<>();
    text.lines()
        .skip(3)
        .forEach(
            line -> {
              String[] words = line.trim().split("\\s+");
              if (words[0].equals("->")) {
                destinations.add(destination(words));
                VirtualServer last = services.remove(services.size() - 1);
                services.add(
                    new VirtualServer(
                        last.name(), last.scheduler(), last.persistent(), destinations));
              } else {
                destinations.clear();
                services.add(service(words));
              }
            });
    return services;
  }

  private static VirtualServer service(String[] words) {
    String address =
        words[0].equals("FWM")
            ? String.valueOf(Long.parseLong(words[1], 16))
            : addressAndPort(words[1]);
    return new VirtualServer(
        words[0] + " " + address, words[2], List.of(words).contains("persistent"), List.of());
  }

  private static VirtualServer.RealServer destination(String[] words) {
    return new VirtualServer.RealServer(
        addressAndPort(words[1]),
        words[2],
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]));
  }

  /** "0A01505A:0050" and "[2001:0db8:...]:0050", with the port in hexadecimal in both. */
  private static String addressAndPort(String text) {
    int colon = text.lastIndexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    String address = text.substring(0, colon);
    try {
      if (address.startsWith("[")) {
        return "[" + InetAddress.getByName(address).getHostAddress() + "]:" + port;
      }
      byte[] bytes = HexFormat.of().parseHex(address);
      return InetAddress.getByAddress(bytes).getHostAddress() + ":" + port;
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new LabException("cannot read this address of /proc/net/ip_vs: " + text, e);
    }
  }
}
