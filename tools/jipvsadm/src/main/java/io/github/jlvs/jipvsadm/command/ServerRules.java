// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static io.github.jlvs.jipvsadm.command.UsageException.misuse;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.TunnelFlags;

/** What makes a real server on the command line. */
final class ServerRules {
  private static final Option[] TUNNEL_OPTIONS = {
    Option.TUNNEL_TYPE,
    Option.TUNNEL_PORT,
    Option.TUNNEL_NO_CHECKSUM,
    Option.TUNNEL_CHECKSUM,
    Option.TUNNEL_REMOTE_CHECKSUM
  };

  private ServerRules() {}

  static Command command(Draft draft, CommandName name, boolean dryRun) {
    ServiceId service = draft.service().orElseThrow();
    Endpoint server = draft.server();
    int servicePort = service instanceof ServiceId.Address address ? address.port() : 0;
    // A service that stands behind its server has no port yet when the server is read.
    boolean serviceFirst = draft.wordOf(Option.TCP_SERVICE) < draft.wordOf(Option.REAL_SERVER);
    int port = server.port().orElse(serviceFirst ? servicePort : 0);
    if (name == CommandName.DELETE_SERVER) {
      return new Command.Change(
          new Operation.DeleteDestination(service, new DestinationId(server.address(), port)),
          dryRun);
    }
    Forwarding forwarding = forwarding(draft);
    boolean tunnel = forwarding instanceof Forwarding.Tunnel;
    DestinationId id = new DestinationId(server.address(), port);
    if (id.family() != service.family() && !tunnel) {
      throw misuse(
          draft.wordOf(Option.REAL_SERVER),
          "--real-server "
              + id
              + ": its address family is not that of the service "
              + service
              + "; that needs a tunnel (-i)");
    }
    if (service instanceof ServiceId.Address && !forwarding.equals(Forwarding.MASQUERADE)) {
      // Without address translation the packet arrives with the port that it was sent to.
      id = new DestinationId(server.address(), servicePort);
    }
    Destination destination =
        new Destination(
            id, forwarding, draft.weight(), draft.upperThreshold(), draft.lowerThreshold());
    return new Command.Change(
        name == CommandName.ADD_SERVER
            ? new Operation.AddDestination(service, destination)
            : new Operation.EditDestination(service, destination),
        dryRun);
  }

  private static Forwarding forwarding(Draft draft) {
    Forwarding forwarding = draft.forwarding();
    if (!(forwarding instanceof Forwarding.Tunnel)) {
      for (Option option : TUNNEL_OPTIONS) {
        if (draft.has(option)) {
          throw misuse(draft.wordOf(option), option + ": it needs a tunnel (-i)");
        }
      }
      return forwarding;
    }
    return Forwarding.of(forwarding.code(), encapsulation(draft));
  }

  private static Encapsulation encapsulation(Draft draft) {
    switch (draft.tunnelType()) {
      case 0 -> {
        for (Option option : TUNNEL_OPTIONS) {
          if (option != Option.TUNNEL_TYPE) {
            refuse(draft, option, "ipip");
          }
        }
        return Encapsulation.IPIP;
      }
      case 1 -> {
        if (!draft.has(Option.TUNNEL_PORT)) {
          throw misuse(
              draft.wordOf(Option.TUNNEL_TYPE), "--tun-type gue: it needs a port (--tun-port)");
        }
        return new Encapsulation.Gue(draft.tunnelPort(), flags(draft));
      }
      default -> {
        refuse(draft, Option.TUNNEL_PORT, "gre");
        refuse(draft, Option.TUNNEL_REMOTE_CHECKSUM, "gre");
        return new Encapsulation.Gre(flags(draft));
      }
    }
  }

  private static void refuse(Draft draft, Option option, String type) {
    if (draft.has(option)) {
      throw misuse(draft.wordOf(option), option + ": it does not go with a tunnel of type " + type);
    }
  }

  private static TunnelFlags flags(Draft draft) {
    boolean none = draft.has(Option.TUNNEL_NO_CHECKSUM);
    boolean checksum = draft.has(Option.TUNNEL_CHECKSUM);
    boolean remote = draft.has(Option.TUNNEL_REMOTE_CHECKSUM);
    if ((none && checksum) || (none && remote) || (checksum && remote)) {
      throw misuse(
          draft.wordOf(none ? Option.TUNNEL_NO_CHECKSUM : Option.TUNNEL_CHECKSUM),
          "--tun-nocsum, --tun-csum and --tun-remcsum: only one of them can be meant");
    }
    if (remote) {
      return TunnelFlags.REMOTE_CHECKSUM;
    }
    return checksum ? TunnelFlags.CHECKSUM : TunnelFlags.NO_CHECKSUM;
  }
}
