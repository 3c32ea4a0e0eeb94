// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.MessageWriter;

/** What a link is, and what its kind needs: {@code IFLA_LINKINFO} of linux/if_link.h. */
final class LinkInfo {
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_MACVLAN_MODE = 1;
  private static final int IFLA_IPVLAN_MODE = 1;
  private static final int IFLA_IPVLAN_FLAGS = 2;
  private static final int IPVLAN_MODE_L2 = 0;
  private static final int IFLA_VLAN_ID = 1;

  private LinkInfo() {}

  static void write(LinkKind kind, MessageWriter writer) {
    writer.nested(
        IFLA_LINKINFO,
        info -> {
          info.string(IFLA_INFO_KIND, kind.name());
          info.nested(IFLA_INFO_DATA, data -> writeData(kind, data));
        });
  }

  private static boolean hasNone(LinkKind kind) {
    return kind instanceof LinkKind.Dummy
        || kind instanceof LinkKind.Bridge
        || kind instanceof LinkKind.Ipv4Tunnel
        || kind instanceof LinkKind.Ipv6Tunnel;
  }

  /** A dummy, a bridge and a tunnel from anybody have none. */
  private static void writeData(LinkKind kind, MessageWriter data) {
    if (kind instanceof LinkKind.Macvlan macvlan) {
      data.u32(IFLA_MACVLAN_MODE, macvlan.mode().code());
    } else if (kind instanceof LinkKind.Ipvlan ipvlan) {
      data.u16(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2);
      data.u16(IFLA_IPVLAN_FLAGS, ipvlan.flags().code());
    } else if (kind instanceof LinkKind.Vlan vlan) {
      data.u16(IFLA_VLAN_ID, vlan.id());
    } else if (kind instanceof LinkKind.Veth veth) {
      data.nested(
          VETH_INFO_PEER,
          peer -> {
            RouteSocket.linkHeader(peer, 0, 0, 0);
            peer.string(IFLA_IFNAME, veth.peerName());
          });
    } else if (!hasNone(kind)) {
      throw new IllegalStateException("no attributes are known for a link of kind " + kind.name());
    }
  }
}
