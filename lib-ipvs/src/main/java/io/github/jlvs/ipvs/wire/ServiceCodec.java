// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Services as attributes: the inside of {@code IPVS_CMD_ATTR_SERVICE}. */
final class ServiceCodec {
  private ServiceCodec() {}

  /** Writes the attributes that tell the service from all others. */
  static void writeId(MessageWriter out, ServiceId id) {
    out.u16(IPVS_SVC_ATTR_AF, id.family().code());
    if (id instanceof ServiceId.FirewallMark mark) {
      out.u32(IPVS_SVC_ATTR_FWMARK, (int) mark.mark());
      return;
    }
    ServiceId.Address service = (ServiceId.Address) id;
    out.u16(IPVS_SVC_ATTR_PROTOCOL, service.protocol().number());
    out.bytes(IPVS_SVC_ATTR_ADDR, service.address().getAddress());
    out.u16BigEndian(IPVS_SVC_ATTR_PORT, service.port());
  }

  /** Writes all of it; the kernel changes the flags under the mask alone. */
  static void write(MessageWriter out, VirtualService service, int flagMask) {
    writeId(out, service.id());
    out.string(IPVS_SVC_ATTR_SCHED_NAME, service.scheduler());
    int persistent = service.persistence().isPresent() ? IP_VS_SVC_F_PERSISTENT : 0;
    out.u32Pair(IPVS_SVC_ATTR_FLAGS, service.flags().bits() | persistent, flagMask);
    // The kernel wants both for every service, and a sound prefix length even where it is unused.
    long timeout = service.persistence().map(Persistence::timeoutSeconds).orElse(0L);
    out.u32(IPVS_SVC_ATTR_TIMEOUT, (int) timeout);
    netmask(
        out,
        service
            .persistence()
            .map(Persistence::netmask)
            .orElseGet(() -> Netmask.host(service.id().family())));
    service.persistenceEngine().ifPresent(engine -> out.string(IPVS_SVC_ATTR_PE_NAME, engine));
  }

  /** A mask in network order for IPv4, a number in the machine's order for IPv6. */
  private static void netmask(MessageWriter out, Netmask mask) {
    if (mask.family() == AddressFamily.IPV4) {
      out.u32BigEndian(IPVS_SVC_ATTR_NETMASK, mask.value());
    } else {
      out.u32(IPVS_SVC_ATTR_NETMASK, mask.value());
    }
  }

  static ServiceStatus read(AttributeReader attributes) {
    Parts parts = new Parts();
    while (attributes.next()) {
      parts.take(attributes);
    }
    return new ServiceStatus(
        Decoding.checked("service", parts::service),
        parts.counters.statistics(),
        parts.counters.rates());
  }

  /** Attributes come in any order: the family decides what address and mask mean. */
  private static final class Parts {
    private int family = -1;
    private int protocol = -1;
    private int port = -1;
    private int mark;
    private byte @Nullable [] address;
    private String scheduler = "";
    private String engine = "";
    private int flags;
    private int timeout;
    private int mask;
    private int maskInNetworkOrder;
    private final CounterCodec counters = new CounterCodec();

    void take(AttributeReader attribute) {
      switch (attribute.type()) {
        case IPVS_SVC_ATTR_AF -> family = attribute.u16();
        case IPVS_SVC_ATTR_PROTOCOL -> protocol = attribute.u16();
        case IPVS_SVC_ATTR_ADDR -> address = attribute.bytes();
        case IPVS_SVC_ATTR_PORT -> port = attribute.u16BigEndian();
        case IPVS_SVC_ATTR_FWMARK -> mark = attribute.u32();
        case IPVS_SVC_ATTR_SCHED_NAME -> scheduler = attribute.string();
        case IPVS_SVC_ATTR_FLAGS -> flags = attribute.u32At(0);
        case IPVS_SVC_ATTR_TIMEOUT -> timeout = attribute.u32();
        case IPVS_SVC_ATTR_NETMASK -> {
          mask = attribute.u32();
          maskInNetworkOrder = attribute.u32BigEndian();
        }
        case IPVS_SVC_ATTR_STATS -> counters.readNarrow(attribute.nested());
        case IPVS_SVC_ATTR_STATS64 -> counters.readWide(attribute.nested());
        case IPVS_SVC_ATTR_PE_NAME -> engine = attribute.string();
        default -> {
          // Newer kernels may say more.
        }
      }
    }

    VirtualService service() {
      ServiceId id = id();
      return new VirtualService(
          id,
          scheduler,
          ServiceFlags.ofKernel(flags),
          (flags & IP_VS_SVC_F_PERSISTENT) == 0
              ? Optional.empty()
              : Optional.of(new Persistence(Integer.toUnsignedLong(timeout), netmask(id.family()))),
          engine.isEmpty() ? Optional.empty() : Optional.of(engine));
    }

    private ServiceId id() {
      AddressFamily known = Decoding.family(Decoding.required("a service's family", family));
      if (mark != 0) {
        return new ServiceId.FirewallMark(Integer.toUnsignedLong(mark), known);
      }
      return new ServiceId.Address(
          new IpProtocol(Decoding.required("a service's protocol", protocol)),
          Decoding.address("a service", address, known),
          Decoding.required("a service's port", port));
    }

    private Netmask netmask(AddressFamily known) {
      return new Netmask(known, known == AddressFamily.IPV4 ? maskInNetworkOrder : mask);
    }
  }
}
