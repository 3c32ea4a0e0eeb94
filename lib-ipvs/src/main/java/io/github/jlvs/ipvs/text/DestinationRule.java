// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.ipvs.text.RuleTokens.Token;
import io.github.jlvs.net.Quoted;

/** The options of a destination. */
final class DestinationRule {
  private DestinationRule() {}

  /** Without a port it is the service's, as for ipvsadm. */
  static DestinationId id(RuleTokens tokens, ServiceId service) {
    if (!tokens.has(RuleOption.SERVER)) {
      throw new RuleSyntaxException(
          tokens.commandToken().column(), "-r", "a destination is missing");
    }
    RuleParser.Endpoint endpoint = RuleParser.endpoint(tokens, RuleOption.SERVER);
    int servicePort = service instanceof ServiceId.Address address ? address.port() : 0;
    return new DestinationId(endpoint.address(), endpoint.port().orElse(servicePort));
  }

  static Destination read(RuleTokens tokens, ServiceId service) {
    DestinationId id = id(tokens, service);
    Forwarding forwarding = forwarding(tokens);
    if (id.family() != service.family() && forwarding.code() != 2) {
      throw tokens.error(
          RuleOption.SERVER,
          "of another family than the service, which a tunnel (-i) alone can be");
    }
    return new Destination(
        id,
        forwarding,
        (int) number(tokens, RuleOption.WEIGHT, 1, Integer.MAX_VALUE),
        number(tokens, RuleOption.UPPER, 0, RuleParser.UNSIGNED_32),
        number(tokens, RuleOption.LOWER, 0, RuleParser.UNSIGNED_32));
  }

  private static long number(RuleTokens tokens, RuleOption option, long absent, long highest) {
    return tokens.has(option) ? RuleParser.number(tokens, option, 0, highest) : absent;
  }

  private static Forwarding forwarding(RuleTokens tokens) {
    boolean tunnel = tokens.has(RuleOption.TUNNEL);
    boolean masquerade = tokens.has(RuleOption.MASQUERADE);
    if ((tokens.has(RuleOption.GATEWAY) && (tunnel || masquerade)) || (tunnel && masquerade)) {
      throw tokens.error(
          masquerade ? RuleOption.MASQUERADE : RuleOption.TUNNEL,
          "a destination has one of -g, -i and -m");
    }
    if (tunnel) {
      return new Forwarding.Tunnel(encapsulation(tokens));
    }
    refuse(
        tokens,
        "needs a tunnel (-i)",
        RuleOption.TUNNEL_TYPE,
        RuleOption.TUNNEL_PORT,
        RuleOption.NO_CHECKSUM,
        RuleOption.CHECKSUM,
        RuleOption.REMOTE_CHECKSUM);
    return masquerade ? Forwarding.MASQUERADE : Forwarding.DIRECT_ROUTE;
  }

  private static Encapsulation encapsulation(RuleTokens tokens) {
    String type = tokens.value(RuleOption.TUNNEL_TYPE).map(Token::text).orElse("ipip");
    switch (type) {
      case "ipip" -> {
        refuse(
            tokens,
            "has no place in a tunnel of type ipip",
            RuleOption.TUNNEL_PORT,
            RuleOption.NO_CHECKSUM,
            RuleOption.CHECKSUM,
            RuleOption.REMOTE_CHECKSUM);
        return Encapsulation.IPIP;
      }
      case "gre" -> {
        refuse(
            tokens,
            "has no place in a tunnel of type gre",
            RuleOption.TUNNEL_PORT,
            RuleOption.REMOTE_CHECKSUM);
        return new Encapsulation.Gre(checksum(tokens));
      }
      case "gue" -> {
        if (!tokens.has(RuleOption.TUNNEL_PORT)) {
          throw tokens.error(RuleOption.TUNNEL_TYPE, "gue needs --tun-port");
        }
        return new Encapsulation.Gue(
            (int) RuleParser.number(tokens, RuleOption.TUNNEL_PORT, 1, 65535), checksum(tokens));
      }
      default ->
          throw tokens.error(
              RuleOption.TUNNEL_TYPE, "must be ipip, gue or gre, not " + Quoted.quote(type));
    }
  }

  private static TunnelFlags checksum(RuleTokens tokens) {
    boolean none = tokens.has(RuleOption.NO_CHECKSUM);
    boolean plain = tokens.has(RuleOption.CHECKSUM);
    boolean remote = tokens.has(RuleOption.REMOTE_CHECKSUM);
    if ((none && plain) || (none && remote) || (plain && remote)) {
      throw tokens.error(
          remote ? RuleOption.REMOTE_CHECKSUM : RuleOption.CHECKSUM,
          "a tunnel has one of --tun-nocsum, --tun-csum and --tun-remcsum");
    }
    if (remote) {
      return TunnelFlags.REMOTE_CHECKSUM;
    }
    return plain ? TunnelFlags.CHECKSUM : TunnelFlags.NO_CHECKSUM;
  }

  private static void refuse(RuleTokens tokens, String why, RuleOption... options) {
    for (RuleOption option : options) {
      if (tokens.has(option)) {
        throw tokens.error(option, why);
      }
    }
  }
}
