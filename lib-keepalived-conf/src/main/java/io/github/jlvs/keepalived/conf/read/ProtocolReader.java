// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import java.time.Duration;
import java.util.Optional;

/** Reads which VRRP a virtual router speaks: version, family, interval, password and keys. */
final class ProtocolReader {
  private static final AdvertisementInterval SECOND = AdvertisementInterval.ofSeconds(1);

  /** In seconds; what a version cannot say of it is refused when the version is known. */
  private static final Argument<Optional<Located<Duration>>> INTERVAL =
      Located.word(Argument.seconds("0.01", "255"));

  static final Keywords<ProtocolReader> KEYWORDS =
      Keywords.<ProtocolReader>none()
          .on(
              keyword("advert_int", INTERVAL)
                  .byDefault(1)
                  .says(
                      "The time between two advertisements, the same on every router; with version"
                          + " 3 at most 40.95"),
              (reader, given) -> reader.interval = given)
          .on(
              VrrpVersion.keyword("version")
                  .byDefault(Standard.sameAs("vrrp_version"))
                  .says("The version of VRRP; IPv6 has version 3 alone"),
              (reader, version) -> reader.version = version)
          .on(
              keyword("native_ipv6", presence())
                  .says("VRRP goes over IPv6, as it does anyway where the first address is of it"),
              (reader, at) -> reader.overIpv6 = true)
          .on(
              keyword("v3_checksum_as_v2", flag())
                  .byDefault(Standard.inWords("as in `global_defs`"))
                  .says("Version 3 over IPv4: the checksum leaves out the pseudo header"),
              (reader, on) -> reader.checksumAlone = on)
          .on(
              keyword("skip_check_adv_addr", flag())
                  .byDefault(Standard.sameAs("vrrp_skip_check_adv_addr"))
                  .says("With `off` version 3 too refuses advertisements of other addresses"),
              (reader, on) -> reader.requireSameAddresses = !on)
          .on(
              block("authentication", "", AuthenticationReader.BLOCK)
                  .says("The password of the group; version 3 has none"),
              ProtocolReader::authentication)
          .on(
              block("auth_hmac", "", HmacReader.BLOCK)
                  .says(
                      "The keys of the group, which sign advertisements; of keepalived 2.4, any"
                          + " version"),
              (reader, block) -> reader.hmac = Optional.of(block));

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private Optional<Located<Integer>> version = Optional.empty();
  private final int globalVersion;
  private boolean overIpv6;
  private boolean checksumAlone;
  private boolean requireSameAddresses;
  private Optional<Located<Duration>> interval = Optional.empty();
  private Optional<SimplePassword> authentication = Optional.empty();
  private Optional<Position> authenticationAt = Optional.empty();
  private Optional<Statement> hmac = Optional.empty();

  ProtocolReader(GlobalReader global, ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
    this.globalVersion = global.routers().version();
    this.checksumAlone = global.routers().checksumAlone();
    this.requireSameAddresses = global.routers().requiresSameAddresses();
  }

  /** Whether the file says that it goes over IPv6, whatever its addresses are. */
  boolean isOverIpv6() {
    return overIpv6;
  }

  /** Version 2, if it is: of the instance, of all, or by default. */
  boolean isVersion2(AddressFamily family) {
    return family == AddressFamily.IPV4
        && version.map(Located::value).orElse(globalVersion) == Protocol.V2.VERSION;
  }

  VirtualRouterConfig.Builder addTo(
      VirtualRouterConfig.Builder router, AddressFamily family, boolean strict) {
    Protocol protocol = protocol(family, strict);
    return router
        .protocol(protocol)
        .interval(interval(protocol))
        .requireSameAddresses(requireSameAddresses);
  }

  /** The keys, of a router that was read. */
  Optional<HmacSettings> hmac(AdvertisementInterval ofRouter) {
    if (hmac.isEmpty()) {
      return Optional.empty();
    }
    authenticationAt.ifPresent(
        at ->
            diagnostics.error(
                at,
                "'authentication' and 'auth_hmac' exclude each other: a password that everybody on"
                    + " the network can read proves nothing more (take it out on every router)"));
    return HmacReader.read(hmac.get(), ofRouter, context);
  }

  private Protocol protocol(AddressFamily family, boolean strict) {
    if (isVersion2(family)) {
      return new Protocol.V2(authenticationSent(strict));
    }
    if (family == AddressFamily.IPV6) {
      version
          .filter(given -> given.value() == Protocol.V2.VERSION)
          .ifPresent(
              given ->
                  diagnostics.error(
                      given.position(),
                      "VRRP version 2 knows IPv4 alone, and this vrrp_instance goes over IPv6"
                          + " (leave 'version' out, or write 'version 3')"));
    }
    authenticationAt.ifPresent(
        at ->
            diagnostics.warning(
                at,
                "VRRP version 3 has no authentication: advertisements carry no password (a firewall"
                    + " keeps strangers away)"));
    boolean alone = checksumAlone && family == AddressFamily.IPV4;
    return new Protocol.V3(
        family, alone ? Protocol.Checksum.PACKET_ALONE : Protocol.Checksum.WITH_PSEUDO_HEADER);
  }

  /** The field of the packet has its units; a guess here would make two masters. */
  private AdvertisementInterval interval(Protocol protocol) {
    if (interval.isEmpty()) {
      return SECOND;
    }
    Duration given = interval.get().value();
    long hundredths = given.toMillis() / 10;
    boolean exact = Duration.ofMillis(hundredths * 10).equals(given);
    if (protocol instanceof Protocol.V2) {
      if (given.toNanosPart() != 0) {
        diagnostics.error(
            interval.get().position(),
            "VRRP version 2 advertises at whole seconds only: 'advert_int' takes 1 to 255 (version"
                + " 3 takes fractions)");
        return SECOND;
      }
    } else if (!exact || hundredths > 4095) {
      diagnostics.error(
          interval.get().position(),
          "VRRP version 3 advertises at hundredths of a second: 'advert_int' takes 0.01 to 40.95");
      return SECOND;
    }
    return new AdvertisementInterval((int) hundredths);
  }

  private void authentication(Statement statement) {
    authenticationAt = Optional.of(statement.position());
    authentication = AuthenticationReader.read(statement, context);
  }

  /** Strict mode knows no authentication: with a password here, the peers would be two masters. */
  private Authentication authenticationSent(boolean strict) {
    if (strict && authentication.isPresent()) {
      authenticationAt.ifPresent(
          at ->
              diagnostics.warning(
                  at,
                  "strict mode knows no authentication: advertisements carry no password, and"
                      + " those with one are refused"));
      return Authentication.none();
    }
    return authentication.<Authentication>map(password -> password).orElse(Authentication.none());
  }
}
