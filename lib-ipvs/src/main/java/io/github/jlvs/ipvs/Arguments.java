// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.List;

/**
 * The text of values: the arguments that ipvsadm takes for them, in the order and spelling of its
 * save format.
 */
final class Arguments {
  private Arguments() {}

  static String id(ServiceId id, EndpointText endpoints) {
    if (id instanceof ServiceId.FirewallMark mark) {
      return "-f " + mark.mark() + (mark.family() == AddressFamily.IPV6 ? " -6" : "");
    }
    ServiceId.Address service = (ServiceId.Address) id;
    return protocolOption(service.protocol()) + ' ' + endpoints.service(service);
  }

  static String service(VirtualService service, EndpointText endpoints) {
    StringBuilder out = new StringBuilder(id(service.id(), endpoints));
    out.append(named(" -s ", " --scheduler=", service.scheduler()));
    service
        .persistence()
        .ifPresent(
            p -> {
              out.append(" -p ").append(p.timeoutSeconds());
              if (!p.netmask().isHost()) {
                out.append(" -M ").append(p.netmask());
              }
            });
    service.persistenceEngine().ifPresent(engine -> out.append(named(" --pe ", " --pe=", engine)));
    if (service.onePacket()) {
      out.append(" -o");
    }
    List<String> names = service.flags().schedulerFlagNames(service.scheduler());
    if (!names.isEmpty()) {
      out.append(" -b ").append(String.join(",", names));
    }
    return out.toString();
  }

  /** A name that reads like an option, one letter or long, is bound to its own. */
  private static String named(String option, String bound, String name) {
    boolean ambiguous = name.startsWith("--") || (name.startsWith("-") && name.length() == 2);
    return (ambiguous ? bound : option) + name;
  }

  static String startDaemon(SyncDaemon daemon) {
    StringBuilder out = new StringBuilder("--start-daemon ").append(daemon.state());
    out.append(" --mcast-interface ").append(daemon.multicastInterface());
    out.append(" --syncid ").append(daemon.syncId());
    if (daemon.maximumLength() != 0) {
      out.append(" --sync-maxlen ").append(daemon.maximumLength());
    }
    daemon
        .group()
        .ifPresent(group -> out.append(" --mcast-group ").append(IpAddresses.format(group)));
    if (daemon.port() != 0) {
      out.append(" --mcast-port ").append(daemon.port());
    }
    if (daemon.ttl() != 0) {
      out.append(" --mcast-ttl ").append(daemon.ttl());
    }
    return out.toString();
  }

  /** The endpoint is the destination's address and port. */
  static String destination(String endpoint, Destination destination) {
    StringBuilder out = new StringBuilder("-r ").append(endpoint);
    out.append(' ').append(forwardingOption(destination.forwarding()));
    out.append(" -w ").append(destination.weight());
    if (destination.upperThreshold() != 0) {
      out.append(" -x ").append(destination.upperThreshold());
    }
    if (destination.lowerThreshold() != 0) {
      out.append(" -y ").append(destination.lowerThreshold());
    }
    if (destination.forwarding() instanceof Forwarding.Tunnel tunnel) {
      encapsulation(tunnel.encapsulation(), out);
    }
    return out.toString();
  }

  private static String protocolOption(IpProtocol protocol) {
    return switch (protocol.number()) {
      case 6 -> "-t";
      case 17 -> "-u";
      case 132 -> "--sctp-service";
      // Nothing that ipvsadm could read: such a service is shown, never restored.
      default -> "--protocol-" + protocol.number();
    };
  }

  private static String forwardingOption(Forwarding forwarding) {
    return switch (forwarding.code()) {
      case 0 -> "-m";
      case 2 -> "-i";
      default -> "-g";
    };
  }

  private static void encapsulation(Encapsulation encapsulation, StringBuilder out) {
    if (encapsulation instanceof Encapsulation.Ipip) {
      out.append(" --tun-type ipip");
    } else if (encapsulation instanceof Encapsulation.Gue gue) {
      out.append(" --tun-type gue --tun-port ").append(gue.port());
      checksum(gue.flags(), out);
    } else if (encapsulation instanceof Encapsulation.Gre gre) {
      out.append(" --tun-type gre");
      checksum(gre.flags(), out);
    } else if (encapsulation instanceof Encapsulation.Other other) {
      out.append(" --tun-type ").append(other.type());
    } else {
      throw new IllegalStateException("no words for the encapsulation " + encapsulation.name());
    }
  }

  private static void checksum(TunnelFlags flags, StringBuilder out) {
    if (flags.contains(TunnelFlags.REMOTE_CHECKSUM)) {
      out.append(" --tun-remcsum");
    } else if (flags.contains(TunnelFlags.CHECKSUM)) {
      out.append(" --tun-csum");
    } else {
      out.append(" --tun-nocsum");
    }
  }
}
