// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.net.IpAddresses;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Overrides of few servers, so that they meet. */
final class AnyOverrides {
  static final Instant BEGIN = Instant.parse("2026-11-29T20:00:00Z");

  private AnyOverrides() {}

  static Arbitrary<Target> targets() {
    return Combinators.combine(
            Arbitraries.of("10.0.0.1", "10.0.0.2", "2001:db8::1"),
            Arbitraries.of(80, 0, 65535),
            Arbitraries.of("[10.0.9.1]:tcp:80", "FWM 7", "FWM 7 IPv6", "[a=b c]:0").optional())
        .as((address, port, service) -> new Target(numeric(address), port, service));
  }

  static Arbitrary<AdministrativeState> states() {
    return Arbitraries.oneOf(
        Arbitraries.of(new AdministrativeState.Drained(), new AdministrativeState.Disabled()),
        Arbitraries.integers().greaterOrEqual(0).map(AdministrativeState.Weighted::new));
  }

  static Arbitrary<ServerOverride> overrides() {
    Arbitrary<Optional<Instant>> ends =
        Arbitraries.integers().between(0, 20).map(BEGIN::plusSeconds).optional();
    Arbitrary<Optional<String>> reasons =
        Arbitraries.of("new disk", "=", "end", "M\u00fcller sagt: 10\u20ac", "-").optional();
    return Combinators.combine(
            targets(),
            states(),
            Arbitraries.of("root", "user name", "1000"),
            Arbitraries.integers().between(0, 20).map(BEGIN::plusSeconds),
            ends,
            reasons)
        .as(ServerOverride::new);
  }

  static java.net.InetAddress numeric(String address) {
    return IpAddresses.parse(address).orElseThrow();
  }

  /** Drained by root from the beginning, without an end. */
  static ServerOverride drained(Target target) {
    return new ServerOverride(
        target,
        new AdministrativeState.Drained(),
        "root",
        BEGIN,
        Optional.empty(),
        Optional.empty());
  }

  static Target target(String address, int port) {
    return new Target(numeric(address), port, Optional.empty());
  }
}
