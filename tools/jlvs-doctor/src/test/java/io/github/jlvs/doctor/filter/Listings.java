// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.net.IpAddresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Listings that tools printed, and packets on their way through them. */
final class Listings {
  static final Packet FROM_DS2 = in("enp0s3", "10.1.80.92");

  private Listings() {}

  static Packet in(String interfaceName, String source) {
    return new Packet(
        Packet.Way.IN,
        interfaceName,
        Optional.of(IpAddresses.literal(source)),
        IpAddresses.literal("224.0.0.18"),
        Content.VRRP);
  }

  static Packet out(String interfaceName, String source) {
    return new Packet(
        Packet.Way.OUT,
        interfaceName,
        Optional.of(IpAddresses.literal(source)),
        IpAddresses.literal("224.0.0.18"),
        Content.VRRP);
  }

  static String text(String name) {
    try (InputStream in = Listings.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ruleset nft(String name) {
    return NftListing.read(text(name + ".json"), text(name + ".txt"), IptablesNames.USUAL);
  }

  static Ruleset legacy(String text) {
    return IptablesListing.legacy("ip", text, IptablesNames.USUAL);
  }

  /** A table filter of the older iptables with these lines for INPUT. */
  static Ruleset input(String policy, String... rules) {
    StringBuilder listing =
        new StringBuilder("*filter\n:INPUT " + policy + " [7:700]\n:deny - [0:0]\n");
    for (String rule : rules) {
      listing.append("[3:96] -A ").append(rule).append('\n');
    }
    return legacy(listing.append("COMMIT\n").toString());
  }
}
