// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.netlink.MessageWriter;

/** Counters and rates of a service or a destination. */
final class FakeCounters {
  private Statistics statistics = Statistics.ZERO;
  private Rates rates = Rates.ZERO;

  void set(Statistics newStatistics, Rates newRates) {
    statistics = newStatistics;
    rates = newRates;
  }

  void zero() {
    statistics = Statistics.ZERO;
    rates = Rates.ZERO;
  }

  /** 32 bits for all but the bytes, as before Linux 4.1. */
  void writeNarrow(MessageWriter out, int attribute) {
    out.nested(
        attribute,
        nest -> {
          nest.u32(IPVS_STATS_ATTR_CONNS, (int) statistics.connections());
          nest.u32(IPVS_STATS_ATTR_INPKTS, (int) statistics.incomingPackets());
          nest.u32(IPVS_STATS_ATTR_OUTPKTS, (int) statistics.outgoingPackets());
          nest.u64(IPVS_STATS_ATTR_INBYTES, statistics.incomingBytes());
          nest.u64(IPVS_STATS_ATTR_OUTBYTES, statistics.outgoingBytes());
          nest.u32(IPVS_STATS_ATTR_CPS, (int) rates.connections());
          nest.u32(IPVS_STATS_ATTR_INPPS, (int) rates.incomingPackets());
          nest.u32(IPVS_STATS_ATTR_OUTPPS, (int) rates.outgoingPackets());
          nest.u32(IPVS_STATS_ATTR_INBPS, (int) rates.incomingBytes());
          nest.u32(IPVS_STATS_ATTR_OUTBPS, (int) rates.outgoingBytes());
        });
  }

  void writeWide(MessageWriter out, int attribute) {
    out.nested(
        attribute,
        nest -> {
          nest.u64(IPVS_STATS_ATTR_CONNS, statistics.connections());
          nest.u64(IPVS_STATS_ATTR_INPKTS, statistics.incomingPackets());
          nest.u64(IPVS_STATS_ATTR_OUTPKTS, statistics.outgoingPackets());
          nest.u64(IPVS_STATS_ATTR_INBYTES, statistics.incomingBytes());
          nest.u64(IPVS_STATS_ATTR_OUTBYTES, statistics.outgoingBytes());
          nest.u64(IPVS_STATS_ATTR_CPS, rates.connections());
          nest.u64(IPVS_STATS_ATTR_INPPS, rates.incomingPackets());
          nest.u64(IPVS_STATS_ATTR_OUTPPS, rates.outgoingPackets());
          nest.u64(IPVS_STATS_ATTR_INBPS, rates.incomingBytes());
          nest.u64(IPVS_STATS_ATTR_OUTBPS, rates.outgoingBytes());
        });
  }
}
