// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who answered on a link for an address, asked for by ARP probes (RFC 5227: no sender address) for
 * about a second.
 *
 * @param address the one that was asked for
 * @param interfaceName where
 * @param macs the Ethernet addresses of those who answered, in order; never this host, which does
 *     not hear itself
 */
public record ArpAnswers(InetAddress address, String interfaceName, Set<String> macs) {
  public ArpAnswers {
    macs = new TreeSet<>(macs);
  }
}
