// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import io.github.jlvs.netlink.MessageWriter;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Synchronisation daemons as attributes: the inside of {@code IPVS_CMD_ATTR_DAEMON}. */
final class DaemonCodec {
  private DaemonCodec() {}

  static void write(MessageWriter out, SyncDaemon daemon) {
    out.u32(IPVS_DAEMON_ATTR_STATE, daemon.state().code());
    out.string(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.multicastInterface());
    out.u32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.syncId());
    // Omit zeros: an absent attribute means "default", and some kernels reject 0.
    if (daemon.maximumLength() != 0) {
      out.u16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.maximumLength());
    }
    daemon
        .group()
        .ifPresent(
            group ->
                out.bytes(
                    AddressFamily.of(group) == AddressFamily.IPV4
                        ? IPVS_DAEMON_ATTR_MCAST_GROUP
                        : IPVS_DAEMON_ATTR_MCAST_GROUP6,
                    group.getAddress()));
    // Unlike every other port here, this one is in the machine's order.
    if (daemon.port() != 0) {
      out.u16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port());
    }
    if (daemon.ttl() != 0) {
      out.u8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl());
    }
  }

  static SyncDaemon read(AttributeReader attributes) {
    Parts parts = new Parts();
    while (attributes.next()) {
      parts.take(attributes);
    }
    return Decoding.checked("synchronisation daemon", parts::daemon);
  }

  private static final class Parts {
    private int state;
    private String device = "";
    private int syncId;
    private int length;
    private @Nullable InetAddress group;
    private int port;
    private int ttl;

    void take(AttributeReader attribute) {
      switch (attribute.type()) {
        case IPVS_DAEMON_ATTR_STATE -> state = attribute.u32();
        case IPVS_DAEMON_ATTR_MCAST_IFN -> device = attribute.string();
        case IPVS_DAEMON_ATTR_SYNC_ID -> syncId = attribute.u32();
        case IPVS_DAEMON_ATTR_SYNC_MAXLEN -> length = attribute.u16();
        case IPVS_DAEMON_ATTR_MCAST_GROUP ->
            group = Decoding.address("a daemon", attribute.bytes(), AddressFamily.IPV4);
        case IPVS_DAEMON_ATTR_MCAST_GROUP6 ->
            group = Decoding.address("a daemon", attribute.bytes(), AddressFamily.IPV6);
        case IPVS_DAEMON_ATTR_MCAST_PORT -> port = attribute.u16();
        case IPVS_DAEMON_ATTR_MCAST_TTL -> ttl = attribute.u8();
        default -> {
          // Newer kernels may say more.
        }
      }
    }

    SyncDaemon daemon() {
      return new SyncDaemon(state(), device, syncId, length, Optional.ofNullable(group), port, ttl);
    }

    private SyncDaemon.State state() {
      for (SyncDaemon.State known : SyncDaemon.State.values()) {
        if (known.code() == state) {
          return known;
        }
      }
      throw new MalformedMessageException("ipvs: daemon state " + state + " is not 1 or 2");
    }
  }
}
