// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import org.jspecify.annotations.Nullable;

/** Destinations as attributes: the inside of {@code IPVS_CMD_ATTR_DEST}. */
final class DestinationCodec {
  private DestinationCodec() {}

  /** Writes the attributes that tell the destination from all others of its service. */
  static void writeId(MessageWriter out, DestinationId id) {
    out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, id.family().code());
    out.bytes(IPVS_DEST_ATTR_ADDR, id.address().getAddress());
    out.u16BigEndian(IPVS_DEST_ATTR_PORT, id.port());
  }

  static void write(MessageWriter out, Destination destination) {
    writeId(out, destination.id());
    out.u32(IPVS_DEST_ATTR_FWD_METHOD, destination.forwarding().code());
    out.u32(IPVS_DEST_ATTR_WEIGHT, destination.weight());
    out.u32(IPVS_DEST_ATTR_U_THRESH, (int) destination.upperThreshold());
    out.u32(IPVS_DEST_ATTR_L_THRESH, (int) destination.lowerThreshold());
    // Absent means IP in IP without a port, also to the kernels that know nothing else.
    if (destination.forwarding() instanceof Forwarding.Tunnel tunnel
        && !(tunnel.encapsulation() instanceof Encapsulation.Ipip)) {
      out.u8(IPVS_DEST_ATTR_TUN_TYPE, tunnel.encapsulation().type());
      out.u16BigEndian(IPVS_DEST_ATTR_TUN_PORT, tunnel.encapsulation().port());
      out.u16(IPVS_DEST_ATTR_TUN_FLAGS, tunnel.encapsulation().flags().bits());
    }
  }

  /**
   * Reads a destination.
   *
   * @param service the family of its service: kernels before 3.18 say none for the destination
   */
  static DestinationStatus read(AttributeReader attributes, AddressFamily service) {
    Parts parts = new Parts(service);
    while (attributes.next()) {
      parts.take(attributes);
    }
    return Decoding.checked("destination", parts::status);
  }

  private static final class Parts {
    private final AddressFamily service;
    private int family;
    private int port = -1;
    private byte @Nullable [] address;
    private int method;
    private int weight;
    private int upper;
    private int lower;
    private int active;
    private int inactive;
    private int persistent;
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;
    private final CounterCodec counters = new CounterCodec();

    Parts(AddressFamily service) {
      this.service = service;
    }

    void take(AttributeReader attribute) {
      switch (attribute.type()) {
        case IPVS_DEST_ATTR_ADDR -> address = attribute.bytes();
        case IPVS_DEST_ATTR_PORT -> port = attribute.u16BigEndian();
        case IPVS_DEST_ATTR_FWD_METHOD -> method = attribute.u32();
        case IPVS_DEST_ATTR_WEIGHT -> weight = attribute.u32();
        case IPVS_DEST_ATTR_U_THRESH -> upper = attribute.u32();
        case IPVS_DEST_ATTR_L_THRESH -> lower = attribute.u32();
        case IPVS_DEST_ATTR_ACTIVE_CONNS -> active = attribute.u32();
        case IPVS_DEST_ATTR_INACT_CONNS -> inactive = attribute.u32();
        case IPVS_DEST_ATTR_PERSIST_CONNS -> persistent = attribute.u32();
        case IPVS_DEST_ATTR_STATS -> counters.readNarrow(attribute.nested());
        case IPVS_DEST_ATTR_ADDR_FAMILY -> family = attribute.u16();
        case IPVS_DEST_ATTR_STATS64 -> counters.readWide(attribute.nested());
        case IPVS_DEST_ATTR_TUN_TYPE -> tunnelType = attribute.u8();
        case IPVS_DEST_ATTR_TUN_PORT -> tunnelPort = attribute.u16BigEndian();
        case IPVS_DEST_ATTR_TUN_FLAGS -> tunnelFlags = attribute.u16();
        default -> {
          // Newer kernels may say more.
        }
      }
    }

    DestinationStatus status() {
      AddressFamily known = family == 0 ? service : Decoding.family(family);
      Encapsulation encapsulation =
          Encapsulation.of(tunnelType, tunnelPort, new TunnelFlags(tunnelFlags));
      Destination destination =
          new Destination(
              new DestinationId(
                  Decoding.address("a destination", address, known),
                  Decoding.required("a destination's port", port)),
              Forwarding.of(method & IP_VS_CONN_F_FWD_MASK, encapsulation),
              weight,
              Integer.toUnsignedLong(upper),
              Integer.toUnsignedLong(lower));
      return new DestinationStatus(
          destination,
          Integer.toUnsignedLong(active),
          Integer.toUnsignedLong(inactive),
          Integer.toUnsignedLong(persistent),
          counters.statistics(),
          counters.rates());
    }
  }
}
