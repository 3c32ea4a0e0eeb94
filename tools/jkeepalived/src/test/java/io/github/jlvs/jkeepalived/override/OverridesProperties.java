// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.net.IpProtocol;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OverridesProperties {
  @Provide
  Arbitrary<ServerOverride> any() {
    return AnyOverrides.overrides();
  }

  @Provide
  Arbitrary<Target> targets() {
    return AnyOverrides.targets();
  }

  private static ServiceAddress server(Target target) {
    return new ServiceAddress(target.address(), IpProtocol.TCP, target.port());
  }

  /** The last word holds, for whom it is said; nobody else hears of it. */
  @Property
  void what_is_decided_last_is_in_force(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("any") ServerOverride> before,
      @ForAll("any") ServerOverride last,
      @ForAll("targets") Target other) {
    Overrides old = Overrides.of(before);
    Overrides next = old.with(last);
    String service = other.service().orElse("[10.0.7.7]:tcp:80");
    Optional<ServerOverride> found = next.of(server(other), service);

    if (last.target().names(server(other), service)) {
      assertThat(found).contains(last);
    } else {
      assertThat(found).isEqualTo(old.of(server(other), service));
    }
    assertThat(next.list()).endsWith(last).doesNotHaveDuplicates();
    assertThat(next.with(last)).isEqualTo(next);
  }

  @Property
  void what_is_taken_back_is_gone_and_nothing_else(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("any") ServerOverride> before,
      @ForAll("targets") Target target) {
    Overrides old = Overrides.of(before);
    Overrides next = old.without(target);
    List<ServerOverride> gone =
        old.list().stream().filter(each -> each.target().isWithin(target)).toList();

    assertThat(Collections.disjoint(next.list(), gone)).isTrue();
    assertThat(next.all().size()).isEqualTo(old.all().size() - gone.size());
    assertThat(old.list()).containsAll(next.list());
    assertThat(old.without(gone)).isEqualTo(next);
    if (target.service().isEmpty()) {
      assertThat(next.of(server(target), "FWM 7")).isEmpty();
    }
    assertThat(next.without(target)).isEqualTo(next);
  }

  @Property
  void what_is_over_goes_when_its_time_comes_and_not_before(
      @ForAll @Size(max = 12) List<@net.jqwik.api.From("any") ServerOverride> all,
      @ForAll @IntRange(max = 25) int seconds) {
    Overrides overrides = Overrides.of(all);
    Instant now = AnyOverrides.BEGIN.plusSeconds(seconds);
    Overrides left = overrides.at(now);

    assertThat(left.over(now)).isEmpty();
    assertThat(left.all().size() + overrides.over(now).size()).isEqualTo(overrides.all().size());
    assertThat(left.list()).allMatch(each -> each.until().map(now::isBefore).orElse(true));
    left.nextEnd()
        .ifPresent(
            end -> {
              assertThat(left.at(end.minusSeconds(1))).isEqualTo(left);
              assertThat(left.at(end)).isNotEqualTo(left);
            });
    assertThat(left.nextEnd().isPresent())
        .isEqualTo(left.list().stream().anyMatch(each -> each.until().isPresent()));
  }
}
