// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Rates;
import io.github.jlvs.ipvs.Statistics;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.given.Given;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What is written is read again, in either byte order. */
@Domain(DomainContext.Global.class)
@Domain(Given.class)
@Domain(CodecProperties.Orders.class)
class CodecProperties {
  static class Orders extends net.jqwik.api.domains.DomainContextBase {
    @Provide
    Arbitrary<ByteOrder> orders() {
      return Arbitraries.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static final int HEADER = 16;

  static AttributeReader written(ByteOrder order, Consumer<MessageWriter> body) {
    MessageWriter writer = new MessageWriter(order);
    writer.begin(1, 0);
    body.accept(writer);
    writer.end();
    ByteBuffer bytes = writer.written();
    return AttributeReader.of(bytes.position(HEADER));
  }

  @Property
  void a_service_survives(@ForAll ByteOrder order, @ForAll VirtualService service) {
    AttributeReader attributes = written(order, out -> ServiceCodec.write(out, service, -1));

    assertThat(ServiceCodec.read(attributes).service()).isEqualTo(service);
  }

  @Property
  void a_destination_survives(
      @ForAll ByteOrder order,
      @ForAll Destination destination,
      @ForAll AddressFamily servicesFamily) {
    AttributeReader attributes = written(order, out -> DestinationCodec.write(out, destination));

    assertThat(DestinationCodec.read(attributes, servicesFamily).destination())
        .isEqualTo(destination);
  }

  @Property
  void a_daemon_survives(@ForAll ByteOrder order, @ForAll SyncDaemon daemon) {
    AttributeReader attributes = written(order, out -> DaemonCodec.write(out, daemon));

    assertThat(DaemonCodec.read(attributes)).isEqualTo(daemon);
  }

  @Property
  void counters_of_64_bits_win_over_those_of_32_in_whatever_order_they_come(
      @ForAll ByteOrder order,
      @ForAll Statistics statistics,
      @ForAll Rates rates,
      @ForAll boolean narrowFirst) {
    Consumer<MessageWriter> narrow =
        out -> out.nested(1, nest -> nest.u32(IpvsHeader.IPVS_STATS_ATTR_CONNS, 7));
    Consumer<MessageWriter> wide = out -> out.nested(2, nest -> writeWide(nest, statistics, rates));
    AttributeReader attributes =
        written(
            order,
            out -> {
              (narrowFirst ? narrow : wide).accept(out);
              (narrowFirst ? wide : narrow).accept(out);
            });
    CounterCodec counters = new CounterCodec();
    while (attributes.next()) {
      if (attributes.type() == 1) {
        counters.readNarrow(attributes.nested());
      } else {
        counters.readWide(attributes.nested());
      }
    }

    assertThat(counters.statistics()).isEqualTo(statistics);
    assertThat(counters.rates()).isEqualTo(rates);
  }

  private static void writeWide(MessageWriter out, Statistics statistics, Rates rates) {
    out.u64(IpvsHeader.IPVS_STATS_ATTR_CONNS, statistics.connections());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_INPKTS, statistics.incomingPackets());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_OUTPKTS, statistics.outgoingPackets());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_INBYTES, statistics.incomingBytes());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_OUTBYTES, statistics.outgoingBytes());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_CPS, rates.connections());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_INPPS, rates.incomingPackets());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_OUTPPS, rates.outgoingPackets());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_INBPS, rates.incomingBytes());
    out.u64(IpvsHeader.IPVS_STATS_ATTR_OUTBPS, rates.outgoingBytes());
  }
}
