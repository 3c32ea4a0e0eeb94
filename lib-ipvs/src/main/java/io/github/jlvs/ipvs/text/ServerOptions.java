// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.TunnelFlags;

/** What makes a real server on the command line. */
final class ServerOptions {
  private static final RuleOption[] TUNNEL_OPTIONS = {
    RuleOption.TUNNEL_TYPE,
    RuleOption.TUNNEL_PORT,
    RuleOption.TUNNEL_NO_CHECKSUM,
    RuleOption.TUNNEL_CHECKSUM,
    RuleOption.TUNNEL_REMOTE_CHECKSUM
  };

  private ServerOptions() {}

  /** Which destination; without a port it is the service's. */
  static DestinationId id(ParsedOptions options) {
    ServiceId service = options.service().orElseThrow();
    Endpoint server = options.server();
    // A service that stands behind its server has no port yet when the server is read.
    boolean serviceFirst =
        options.wordOf(RuleOption.TCP_SERVICE) < options.wordOf(RuleOption.REAL_SERVER);
    return new DestinationId(
        server.address(), server.port().orElse(serviceFirst ? port(service) : 0));
  }

  /** The destination; throws {@link UsageException} where its options contradict each other. */
  static Destination destination(ParsedOptions options) {
    ServiceId service = options.service().orElseThrow();
    DestinationId id = id(options);
    Forwarding forwarding = forwarding(options);
    boolean tunnel = forwarding instanceof Forwarding.Tunnel;
    if (id.family() != service.family() && !tunnel) {
      throw misuse(
          options.wordOf(RuleOption.REAL_SERVER),
          "--real-server "
              + id
              + ": its address family is not that of the service "
              + service
              + "; that needs a tunnel (-i)");
    }
    if (options.dialect() == RuleDialect.IPVSADM
        && service instanceof ServiceId.Address
        && !forwarding.equals(Forwarding.MASQUERADE)) {
      // Without address translation the packet arrives with the port that it was sent to.
      id = new DestinationId(id.address(), port(service));
    }
    return new Destination(
        id, forwarding, options.weight(), options.upperThreshold(), options.lowerThreshold());
  }

  private static int port(ServiceId service) {
    return service instanceof ServiceId.Address address ? address.port() : 0;
  }

  private static Forwarding forwarding(ParsedOptions options) {
    Forwarding forwarding = options.forwarding();
    if (!(forwarding instanceof Forwarding.Tunnel)) {
      for (RuleOption option : TUNNEL_OPTIONS) {
        if (options.has(option)) {
          throw misuse(options.wordOf(option), option + ": it needs a tunnel (-i)");
        }
      }
      return forwarding;
    }
    return Forwarding.of(forwarding.code(), encapsulation(options));
  }

  private static Encapsulation encapsulation(ParsedOptions options) {
    switch (options.tunnelType()) {
      case 0 -> {
        for (RuleOption option : TUNNEL_OPTIONS) {
          if (option != RuleOption.TUNNEL_TYPE) {
            refuse(options, option, "ipip");
          }
        }
        return Encapsulation.IPIP;
      }
      case 1 -> {
        if (!options.has(RuleOption.TUNNEL_PORT)) {
          throw misuse(
              options.wordOf(RuleOption.TUNNEL_TYPE),
              "--tun-type gue: it needs a port (--tun-port)");
        }
        return new Encapsulation.Gue(options.tunnelPort(), flags(options));
      }
      default -> {
        refuse(options, RuleOption.TUNNEL_PORT, "gre");
        refuse(options, RuleOption.TUNNEL_REMOTE_CHECKSUM, "gre");
        return new Encapsulation.Gre(flags(options));
      }
    }
  }

  private static void refuse(ParsedOptions options, RuleOption option, String type) {
    if (options.has(option)) {
      throw misuse(
          options.wordOf(option), option + ": it does not go with a tunnel of type " + type);
    }
  }

  private static TunnelFlags flags(ParsedOptions options) {
    boolean none = options.has(RuleOption.TUNNEL_NO_CHECKSUM);
    boolean checksum = options.has(RuleOption.TUNNEL_CHECKSUM);
    boolean remote = options.has(RuleOption.TUNNEL_REMOTE_CHECKSUM);
    if ((none && checksum) || (none && remote) || (checksum && remote)) {
      throw misuse(
          options.wordOf(none ? RuleOption.TUNNEL_NO_CHECKSUM : RuleOption.TUNNEL_CHECKSUM),
          "--tun-nocsum, --tun-csum and --tun-remcsum: only one of them can be meant");
    }
    if (remote) {
      return TunnelFlags.REMOTE_CHECKSUM;
    }
    return checksum ? TunnelFlags.CHECKSUM : TunnelFlags.NO_CHECKSUM;
  }
}
