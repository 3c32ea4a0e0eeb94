// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.net.InetAddress;
import java.util.Comparator;

/**
 * The order in which a {@link Table} keeps its entries: ipvsadm's, made a proper order. ipvsadm
 * subtracts 32-bit numbers and looks at the sign, which runs in circles for addresses that lie far
 * apart; taking each number as signed gives the same for the private ranges (172.16.0.0/12 and
 * 192.168.0.0/16 before 10.0.0.0/8) and contradicts itself never.
 */
final class TableOrder {
  static final Comparator<ServiceId> SERVICES =
      Comparator.comparingInt(TableOrder::mark)
          .thenComparing(ServiceId::family)
          .thenComparingInt(TableOrder::protocol)
          .thenComparing(TableOrder::compareAddresses)
          .thenComparingInt(TableOrder::port);

  static final Comparator<DestinationId> DESTINATIONS =
      Comparator.comparing(DestinationId::family)
          .thenComparing((one, other) -> compare(one.address(), other.address()))
          .thenComparingInt(DestinationId::port);

  private TableOrder() {}

  private static int mark(ServiceId id) {
    return id instanceof ServiceId.FirewallMark mark ? (int) mark.mark() : 0;
  }

  private static int protocol(ServiceId id) {
    return id instanceof ServiceId.Address service ? service.protocol().number() : 0;
  }

  private static int port(ServiceId id) {
    return id instanceof ServiceId.Address service ? service.port() : 0;
  }

  private static int compareAddresses(ServiceId one, ServiceId other) {
    return one instanceof ServiceId.Address first && other instanceof ServiceId.Address second
        ? compare(first.address(), second.address())
        : 0;
  }

  private static int compare(InetAddress one, InetAddress other) {
    byte[] first = one.getAddress();
    byte[] second = other.getAddress();
    for (int at = 0; at + Integer.BYTES <= Math.min(first.length, second.length); at += 4) {
      int result = Integer.compare(word(first, at), word(second, at));
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(first.length, second.length);
  }

  private static int word(byte[] raw, int at) {
    return raw[at] << 24
        | (raw[at + 1] & 0xFF) << 16
        | (raw[at + 2] & 0xFF) << 8
        | (raw[at + 3] & 0xFF);
  }
}
