// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;

/**
 * Counters and rates of one service or destination while its attributes are read. Kernels since 4.1
 * send them twice, in 32 and in 64 bits; the wide ones win in whatever order they come.
 */
final class CounterCodec {
  private boolean wide;
  private Statistics statistics = Statistics.ZERO;
  private Rates rates = Rates.ZERO;

  Statistics statistics() {
    return statistics;
  }

  Rates rates() {
    return rates;
  }

  void readNarrow(AttributeReader attributes) {
    if (!wide) {
      read(attributes);
    }
  }

  void readWide(AttributeReader attributes) {
    wide = true;
    read(attributes);
  }

  private void read(AttributeReader attributes) {
    long connections = 0;
    long incomingPackets = 0;
    long outgoingPackets = 0;
    long incomingBytes = 0;
    long outgoingBytes = 0;
    long connectionRate = 0;
    long incomingPacketRate = 0;
    long outgoingPacketRate = 0;
    long incomingByteRate = 0;
    long outgoingByteRate = 0;
    while (attributes.next()) {
      switch (attributes.type()) {
        case IPVS_STATS_ATTR_CONNS -> connections = number(attributes);
        case IPVS_STATS_ATTR_INPKTS -> incomingPackets = number(attributes);
        case IPVS_STATS_ATTR_OUTPKTS -> outgoingPackets = number(attributes);
        case IPVS_STATS_ATTR_INBYTES -> incomingBytes = number(attributes);
        case IPVS_STATS_ATTR_OUTBYTES -> outgoingBytes = number(attributes);
        case IPVS_STATS_ATTR_CPS -> connectionRate = number(attributes);
        case IPVS_STATS_ATTR_INPPS -> incomingPacketRate = number(attributes);
        case IPVS_STATS_ATTR_OUTPPS -> outgoingPacketRate = number(attributes);
        case IPVS_STATS_ATTR_INBPS -> incomingByteRate = number(attributes);
        case IPVS_STATS_ATTR_OUTBPS -> outgoingByteRate = number(attributes);
        default -> {
          // Padding, and what newer kernels count.
        }
      }
    }
    statistics =
        new Statistics(connections, incomingPackets, outgoingPackets, incomingBytes, outgoingBytes);
    rates =
        new Rates(
            connectionRate,
            incomingPacketRate,
            outgoingPacketRate,
            incomingByteRate,
            outgoingByteRate);
  }

  /** In the narrow form bytes have 64 bits and all else has 32. */
  private static long number(AttributeReader attribute) {
    return switch (attribute.length()) {
      case Integer.BYTES -> Integer.toUnsignedLong(attribute.u32());
      case Long.BYTES -> attribute.u64();
      default ->
          throw new MalformedMessageException(
              "ipvs: counter "
                  + attribute.type()
                  + " has "
                  + attribute.length()
                  + " bytes, expected 4 or 8");
    };
  }
}
