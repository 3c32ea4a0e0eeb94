// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A service as the kernel keeps it: numbers, not meanings. */
final class FakeService {
  private static final int ADDRESS = 16;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int TCP = 6;

  /** The kernel's clock ticks a second: it keeps the persistence timeout in ticks, in 32 bits. */
  static final int HZ = 100;

  /** What a request says of a service. */
  static final class Given {
    private int family = -1;
    private int protocol = -1;
    private byte[] address = new byte[0];
    private int port = -1;
    private int mark;
    private boolean hasMark;
    private String scheduler = "";
    private String engine = "";
    private int flags;
    private int mask;
    private boolean hasFlags;
    private int timeout;
    private boolean hasTimeout;
    private int netmask;
    private boolean hasNetmask;

    static Given read(AttributeReader attributes) {
      Given given = new Given();
      while (attributes.next()) {
        given.take(attributes);
      }
      boolean addressed = given.port >= 0 && given.protocol >= 0 && given.address.length > 0;
      if (given.family < 0 || !(given.hasMark || addressed)) {
        throw new Refused(Errno.EINVAL);
      }
      if (given.family != AF_INET && given.family != AF_INET6) {
        throw new Refused(Errno.EAFNOSUPPORT);
      }
      given.settle();
      return given;
    }

    private void take(AttributeReader attribute) {
      switch (attribute.type()) {
        case IPVS_SVC_ATTR_AF -> family = attribute.u16();
        case IPVS_SVC_ATTR_PROTOCOL -> protocol = attribute.u16();
        case IPVS_SVC_ATTR_ADDR -> address = address(attribute.bytes());
        case IPVS_SVC_ATTR_PORT -> port = attribute.u16BigEndian();
        case IPVS_SVC_ATTR_FWMARK -> {
          mark = attribute.u32();
          hasMark = true;
        }
        case IPVS_SVC_ATTR_SCHED_NAME -> scheduler = name(attribute);
        case IPVS_SVC_ATTR_PE_NAME -> engine = name(attribute);
        case IPVS_SVC_ATTR_FLAGS -> {
          flags = attribute.u32At(0);
          mask = attribute.u32At(Integer.BYTES);
          hasFlags = true;
        }
        case IPVS_SVC_ATTR_TIMEOUT -> {
          timeout = attribute.u32();
          hasTimeout = true;
        }
        case IPVS_SVC_ATTR_NETMASK -> {
          netmask = attribute.u32();
          hasNetmask = true;
        }
        default -> {
          // Counters in a request mean nothing.
        }
      }
    }

    private static String name(AttributeReader attribute) {
      String name = attribute.string();
      if (name.length() > 15 || name.length() == attribute.length()) {
        throw new Refused(Errno.EINVAL);
      }
      return name;
    }

    private void settle() {
      if (hasMark) {
        protocol = TCP;
        address = new byte[ADDRESS];
        port = 0;
      } else {
        address = significant(address, family);
      }
    }

    void requireWhole() {
      if (scheduler.isEmpty() || !hasFlags || !hasTimeout || !hasNetmask) {
        throw new Refused(Errno.EINVAL);
      }
    }

    void checkPrefixLength() {
      if (family == AF_INET6 && (netmask < 1 || netmask > 128)) {
        throw new Refused(Errno.EINVAL);
      }
    }

    int family() {
      return family;
    }

    String scheduler() {
      return scheduler;
    }

    String engine() {
      return engine;
    }
  }

  private final Given id;
  private String scheduler = "";
  private String engine = "";
  private int flags;
  private int ticks;
  private int netmask;
  private final FakeCounters counters = new FakeCounters();
  private final List<FakeDestination> destinations = new ArrayList<>();

  FakeService(Given given) {
    id = given;
    change(given);
  }

  boolean is(Given other) {
    if (id.family != other.family || id.mark != other.mark) {
      return false;
    }
    return id.mark != 0
        || (id.protocol == other.protocol
            && id.port == other.port
            && Arrays.equals(id.address, other.address));
  }

  boolean is(ServiceId other) {
    if (id.family != other.family().code()) {
      return false;
    }
    if (other instanceof ServiceId.Address service) {
      return id.mark == 0
          && id.protocol == service.protocol().number()
          && id.port == service.port()
          && Arrays.equals(id.address, address(service.address().getAddress()));
    }
    return Integer.toUnsignedLong(id.mark) == ((ServiceId.FirewallMark) other).mark();
  }

  void change(Given given) {
    scheduler = given.scheduler;
    engine = given.engine;
    flags = (flags & ~given.mask) | (given.flags & given.mask) | IP_VS_SVC_F_HASHED;
    ticks = given.timeout * HZ;
    netmask = given.netmask;
  }

  int family() {
    return id.family;
  }

  FakeCounters counters() {
    return counters;
  }

  List<FakeDestination> destinations() {
    return destinations;
  }

  Optional<FakeDestination> find(FakeDestination.Given given) {
    return destinations.stream().filter(destination -> destination.is(given)).findFirst();
  }

  void write(MessageWriter out, FakeAge age) {
    out.u16(IPVS_SVC_ATTR_AF, id.family);
    if (id.mark != 0) {
      out.u32(IPVS_SVC_ATTR_FWMARK, id.mark);
    } else {
      out.u16(IPVS_SVC_ATTR_PROTOCOL, id.protocol);
      out.bytes(IPVS_SVC_ATTR_ADDR, id.address);
      out.u16BigEndian(IPVS_SVC_ATTR_PORT, id.port);
    }
    out.string(IPVS_SVC_ATTR_SCHED_NAME, scheduler);
    if (!engine.isEmpty()) {
      out.string(IPVS_SVC_ATTR_PE_NAME, engine);
    }
    out.u32Pair(IPVS_SVC_ATTR_FLAGS, flags, -1);
    out.u32(IPVS_SVC_ATTR_TIMEOUT, Integer.divideUnsigned(ticks, HZ));
    out.u32(IPVS_SVC_ATTR_NETMASK, netmask);
    counters.writeNarrow(out, IPVS_SVC_ATTR_STATS);
    if (age.hasWideCounters()) {
      counters.writeWide(out, IPVS_SVC_ATTR_STATS64);
    }
  }

  /** The kernel copies what it gets into 16 bytes of zeros, and refuses more. */
  static byte[] address(byte[] given) {
    if (given.length > ADDRESS) {
      throw new Refused(Errno.EINVAL);
    }
    return Arrays.copyOf(given, ADDRESS);
  }

  /** Of an IPv4 address, four bytes are looked at. */
  static byte[] significant(byte[] address, int family) {
    return family == AF_INET ? Arrays.copyOf(Arrays.copyOf(address, 4), ADDRESS) : address;
  }
}
