// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.util.Arrays;

/** A destination as the kernel keeps it: numbers, not meanings. */
final class FakeDestination {
  private static final int ADDRESS = 16;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int TUNNEL = 2;
  private static final int GUE = 1;

  /** What a request says of a destination. */
  static final class Given {
    private int family;
    private byte[] address = new byte[0];
    private int port = -1;
    private int method = -1;
    private int weight;
    private boolean hasWeight;
    private int upper;
    private boolean hasUpper;
    private int lower;
    private boolean hasLower;
    private int tunnelType;
    private int tunnelPort;
    private int tunnelFlags;

    static Given read(AttributeReader attributes, boolean whole) {
      Given given = new Given();
      while (attributes.next()) {
        given.take(attributes);
      }
      boolean complete = given.method >= 0 && given.hasWeight && given.hasUpper && given.hasLower;
      if (given.address.length == 0 || given.port < 0 || (whole && !complete)) {
        throw new Refused(Errno.EINVAL);
      }
      return given;
    }

    private void take(AttributeReader attribute) {
      switch (attribute.type()) {
        case IPVS_DEST_ATTR_ADDR_FAMILY -> family = attribute.u16();
        case IPVS_DEST_ATTR_ADDR -> address = FakeService.address(attribute.bytes());
        case IPVS_DEST_ATTR_PORT -> port = attribute.u16BigEndian();
        case IPVS_DEST_ATTR_FWD_METHOD -> method = attribute.u32() & IP_VS_CONN_F_FWD_MASK;
        case IPVS_DEST_ATTR_WEIGHT -> {
          weight = attribute.u32();
          hasWeight = true;
        }
        case IPVS_DEST_ATTR_U_THRESH -> {
          upper = attribute.u32();
          hasUpper = true;
        }
        case IPVS_DEST_ATTR_L_THRESH -> {
          lower = attribute.u32();
          hasLower = true;
        }
        case IPVS_DEST_ATTR_TUN_TYPE -> tunnelType = attribute.u8();
        case IPVS_DEST_ATTR_TUN_PORT -> tunnelPort = attribute.u16BigEndian();
        case IPVS_DEST_ATTR_TUN_FLAGS -> tunnelFlags = attribute.u16();
        default -> {
          // Counters in a request mean nothing.
        }
      }
    }

    /** Requests of old programs name no family: it is the service's. */
    void settleFamily(int service) {
      family = family == 0 ? service : family;
      if (family != AF_INET && family != AF_INET6) {
        throw new Refused(Errno.EAFNOSUPPORT);
      }
      address = FakeService.significant(address, family);
    }

    boolean isMixed(int service) {
      return family != service;
    }

    boolean isTunnel() {
      return method == TUNNEL;
    }

    void checkRanges() {
      if (weight < 0 || Integer.compareUnsigned(lower, upper) > 0) {
        throw new Refused(Errno.ERANGE);
      }
      if (tunnelType == GUE && tunnelPort == 0) {
        throw new Refused(Errno.EINVAL);
      }
    }

    void checkUnicast() {
      int first = address[0] & 0xFF;
      boolean zero = Arrays.equals(address, new byte[ADDRESS]);
      boolean unicast;
      if (family == AF_INET) {
        boolean everyone = first == 255 && address[1] == -1 && address[2] == -1 && address[3] == -1;
        unicast = first != 0 && (first & 0xF0) != 0xE0 && !everyone;
      } else {
        boolean linkLocal = first == 0xFE && (address[1] & 0xC0) == 0x80;
        boolean mapped =
            Arrays.equals(address, 0, 10, new byte[10], 0, 10)
                && address[10] == -1
                && address[11] == -1;
        unicast = !zero && first != 0xFF && !linkLocal && !mapped;
      }
      if (!unicast) {
        throw new Refused(Errno.EINVAL);
      }
    }
  }

  private Given given;
  private int lastWeight;
  private int active;
  private int inactive;
  private int persistent;
  private final FakeCounters counters = new FakeCounters();

  FakeDestination(Given given) {
    this.given = given;
    this.lastWeight = given.weight;
  }

  boolean is(Given other) {
    return given.family == other.family
        && given.port == other.port
        && Arrays.equals(given.address, other.address);
  }

  boolean is(DestinationId other) {
    return given.family == other.family().code()
        && given.port == other.port()
        && Arrays.equals(given.address, FakeService.address(other.address().getAddress()));
  }

  void change(Given newGiven) {
    given = newGiven;
    lastWeight = newGiven.weight == 0 ? lastWeight : newGiven.weight;
  }

  int lastWeight() {
    return lastWeight;
  }

  boolean isMixed(int service) {
    return given.isMixed(service);
  }

  FakeCounters counters() {
    return counters;
  }

  void connections(int newActive, int newInactive, int newPersistent) {
    active = newActive;
    inactive = newInactive;
    persistent = newPersistent;
  }

  void write(MessageWriter out, FakeAge age) {
    out.bytes(IPVS_DEST_ATTR_ADDR, given.address);
    out.u16BigEndian(IPVS_DEST_ATTR_PORT, given.port);
    out.u32(IPVS_DEST_ATTR_FWD_METHOD, given.method);
    out.u32(IPVS_DEST_ATTR_WEIGHT, given.weight);
    if (age.hasTunnels()) {
      out.u8(IPVS_DEST_ATTR_TUN_TYPE, given.tunnelType);
      out.u16BigEndian(IPVS_DEST_ATTR_TUN_PORT, given.tunnelPort);
      out.u16(IPVS_DEST_ATTR_TUN_FLAGS, given.tunnelFlags);
    }
    out.u32(IPVS_DEST_ATTR_U_THRESH, given.upper);
    out.u32(IPVS_DEST_ATTR_L_THRESH, given.lower);
    out.u32(IPVS_DEST_ATTR_ACTIVE_CONNS, active);
    out.u32(IPVS_DEST_ATTR_INACT_CONNS, inactive);
    out.u32(IPVS_DEST_ATTR_PERSIST_CONNS, persistent);
    if (age.hasDestinationFamily()) {
      out.u16(IPVS_DEST_ATTR_ADDR_FAMILY, given.family);
    }
    counters.writeNarrow(out, IPVS_DEST_ATTR_STATS);
    if (age.hasWideCounters()) {
      counters.writeWide(out, IPVS_DEST_ATTR_STATS64);
    }
  }
}
