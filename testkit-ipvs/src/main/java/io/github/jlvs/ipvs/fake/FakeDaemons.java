// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The synchronisation daemons of the fake kernel. */
final class FakeDaemons {
  private static final int DEFAULT_PORT = 8848;
  private static final int ETHERNET = 1500;
  private static final int IPV4_AND_UDP = 28;
  private static final int IPV6_AND_UDP = 48;

  private static final class Daemon {
    private int state;
    private String device = "";
    private int syncId = -1;
    private int length;
    private byte[] group = {(byte) 224, 0, 0, 81};
    private int port;
    private int ttl;
  }

  private final Set<String> interfaces;
  private final Map<Integer, Daemon> running = new TreeMap<>();

  FakeDaemons(Set<String> interfaces) {
    this.interfaces = interfaces;
  }

  boolean isAnyRunning() {
    return !running.isEmpty();
  }

  void start(AttributeReader attributes, boolean hasMixedFamilies) {
    Daemon daemon = read(attributes);
    if (daemon.device.isEmpty() || daemon.syncId < 0 || !isMulticast(daemon.group)) {
      throw new Refused(Errno.EINVAL);
    }
    if (hasMixedFamilies) {
      throw new Refused(Errno.EINVAL);
    }
    if (!interfaces.contains(daemon.device)) {
      throw new Refused(Errno.ENODEV);
    }
    if (daemon.state != 1 && daemon.state != 2) {
      throw new Refused(Errno.EINVAL);
    }
    if (running.containsKey(daemon.state)) {
      throw new Refused(Errno.EEXIST);
    }
    int headers = daemon.group.length == 4 ? IPV4_AND_UDP : IPV6_AND_UDP;
    int least = daemon.state == 1 ? 1 : 1024;
    daemon.length =
        daemon.length == 0
            ? ETHERNET - headers
            : Math.max(least, Math.min(daemon.length, 65535 - headers));
    daemon.port = daemon.port == 0 ? DEFAULT_PORT : daemon.port;
    daemon.ttl = daemon.ttl == 0 ? 1 : daemon.ttl;
    running.put(daemon.state, daemon);
  }

  void stop(AttributeReader attributes) {
    Daemon daemon = read(attributes);
    if (daemon.state != 1 && daemon.state != 2) {
      throw new Refused(Errno.EINVAL);
    }
    if (running.remove(daemon.state) == null) {
      throw new Refused(Errno.ESRCH);
    }
  }

  private static boolean isMulticast(byte[] group) {
    return group.length == 4 ? (group[0] & 0xF0) == 0xE0 : group[0] == -1;
  }

  private static Daemon read(AttributeReader attributes) {
    Daemon daemon = new Daemon();
    while (attributes.next()) {
      switch (attributes.type()) {
        case IPVS_DAEMON_ATTR_STATE -> daemon.state = attributes.u32();
        case IPVS_DAEMON_ATTR_MCAST_IFN -> daemon.device = attributes.string();
        case IPVS_DAEMON_ATTR_SYNC_ID -> daemon.syncId = attributes.u32();
        case IPVS_DAEMON_ATTR_SYNC_MAXLEN -> daemon.length = attributes.u16();
        case IPVS_DAEMON_ATTR_MCAST_GROUP -> daemon.group = attributes.bytes(4);
        case IPVS_DAEMON_ATTR_MCAST_GROUP6 -> daemon.group = attributes.bytes(16);
        case IPVS_DAEMON_ATTR_MCAST_PORT -> daemon.port = attributes.u16();
        case IPVS_DAEMON_ATTR_MCAST_TTL -> daemon.ttl = attributes.u8();
        default -> {
          // Nothing else is known.
        }
      }
    }
    return daemon;
  }

  /** One writer of attributes a daemon, master first. */
  List<Consumer<MessageWriter>> entries() {
    List<Consumer<MessageWriter>> entries = new ArrayList<>();
    for (Daemon daemon : running.values()) {
      entries.add(
          out -> {
            out.u32(IPVS_DAEMON_ATTR_STATE, daemon.state);
            out.string(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.device);
            out.u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.syncId);
            out.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.length);
            out.u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port);
            out.u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl);
            out.bytes(
                daemon.group.length == 4
                    ? IPVS_DAEMON_ATTR_MCAST_GROUP
                    : IPVS_DAEMON_ATTR_MCAST_GROUP6,
                daemon.group);
          });
    }
    return entries;
  }
}
