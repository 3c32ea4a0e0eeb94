// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two listings tell what a rule did meanwhile. */
class PacketFiltersTest {
  private static final String LIMITED =
      "*filter\n:INPUT ACCEPT [9:900]\n[%d:1] -A INPUT -m limit --limit 1/sec -j DROP\nCOMMIT\n";

  @Test
  void anUncertainRuleCountsOnlyWhereItsCounterRose() {
    Ruleset before = Listings.legacy(LIMITED.formatted(5));

    PacketFilters idle = new PacketFilters(before, before);
    PacketFilters busy = new PacketFilters(before, Listings.legacy(LIMITED.formatted(8)));

    assertThat(idle.dropping(Listings.FROM_DS2)).isEmpty();
    assertThat(busy.dropping(Listings.FROM_DS2))
        .singleElement()
        .satisfies(dropped -> assertThat(busy.meanwhile(dropped)).isEqualTo(OptionalLong.of(3)));
  }

  @Test
  void aCertainRuleNeedsNoCounterAndHidesWhatIsUncertain() {
    Ruleset rules =
        Listings.input("ACCEPT", "INPUT -m limit --limit 1/sec -j LOG", "INPUT -p vrrp -j DROP");
    PacketFilters filters = new PacketFilters(rules, rules);

    assertThat(filters.dropping(Listings.FROM_DS2))
        .singleElement()
        .satisfies(dropped -> assertThat(filters.meanwhile(dropped)).isEqualTo(OptionalLong.of(0)));
  }

  @Test
  void aRuleThatWasNotThereBeforeHasCountedNobodyKnowsHowMuch() {
    PacketFilters filters =
        new PacketFilters(
            Listings.input("ACCEPT"), Listings.input("ACCEPT", "INPUT -p vrrp -j DROP"));

    assertThat(filters.meanwhile(filters.dropping(Listings.FROM_DS2).get(0)))
        .isEqualTo(OptionalLong.empty());
  }
}
