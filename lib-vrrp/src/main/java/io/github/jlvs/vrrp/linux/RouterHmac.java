// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.hmac.HmacSigner;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import io.github.jlvs.vrrp.hmac.HmacVerifier;
import io.github.jlvs.vrrp.hmac.RouterIdentity;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What one virtual router knows of HMAC: which message of each sender was the last, its own too. A
 * reload carries it over, or old messages would be believed at that moment.
 */
final class RouterHmac implements Reception.TrailerCheck {
  private final HmacSettings settings;
  private final HmacSigner signer;
  private final HmacVerifier verifier;
  private final Clock clock;

  private RouterHmac(HmacSettings settings, HmacSigner signer, HmacVerifier verifier, Clock clock) {
    this.settings = settings;
    this.signer = signer;
    this.verifier = verifier;
    this.clock = clock;
  }

  /** For a router that is set up so; empty where it has no keys. */
  static Optional<RouterHmac> of(RouterSetup setup, Clock clock) {
    return setup
        .hmac()
        .map(
            settings ->
                new RouterHmac(
                    settings,
                    new HmacSigner(identity(setup), settings),
                    new HmacVerifier(identity(setup), settings, peers(setup)),
                    clock));
  }

  /** For the same router with another setup. */
  Optional<RouterHmac> with(RouterSetup after) {
    return after
        .hmac()
        .map(
            other ->
                new RouterHmac(
                    other,
                    signer.with(other),
                    verifier.with(other, peers(after), clock.wallClock()),
                    clock));
  }

  private static RouterIdentity identity(RouterSetup setup) {
    Protocol protocol = setup.config().protocol();
    return new RouterIdentity(protocol.family(), protocol.version(), setup.config().vrid());
  }

  private static List<InetAddress> peers(RouterSetup setup) {
    return setup.transport() instanceof Transport.Unicast unicast
        ? unicast.peers().stream().map(Transport.Peer::address).toList()
        : List.of();
  }

  /** Whether advertisements go out signed. */
  boolean signs() {
    return settings.mode().signs();
  }

  /** Writes the trailer of an advertisement that is sent from that address. */
  void sign(InetAddress source, ByteBuffer advertisement, ByteBuffer trailer) {
    long now = clock.wallClock();
    verifier.sent(source, signer.sign(source, advertisement, now, trailer), now);
  }

  @Override
  public HmacVerdict judge(InetAddress source, ByteBuffer advertisement, ByteBuffer trailer) {
    return verifier.verify(source, advertisement, trailer, clock.wallClock());
  }
}
