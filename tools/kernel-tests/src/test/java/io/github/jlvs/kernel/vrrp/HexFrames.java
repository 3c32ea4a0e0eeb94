// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Capture;
import java.util.ArrayList;
import java.util.List;

/** Whole frames as tcpdump shows their octets: two hexadecimal digits each, and nothing between. */
final class HexFrames {
  private HexFrames() {}

  /** What the network's first host has sent, the oldest first. */
  static List<String> ofFirstHost(Capture wire) {
    List<String> all = new ArrayList<>();
    for (String line : wire.text("-n", "-t", "-xx", "ether src 02:00:00:00:00:01")) {
      if (!line.startsWith("\t0x")) {
        all.add("");
      } else {
        String hex = line.substring(line.indexOf(':') + 1).replace(" ", "");
        all.set(all.size() - 1, all.get(all.size() - 1) + hex);
      }
    }
    return all;
  }

  /**
   * The last one. How many came before it differs by chance, and with it two fields of IPv4, the
   * identification and the checksum of the header: dots stand for them.
   */
  static String last(List<String> all) {
    String last = all.get(all.size() - 1);
    return last.startsWith("0800", 24)
        ? last.substring(0, 36) + "...." + last.substring(40, 48) + "...." + last.substring(52)
        : last;
  }
}
