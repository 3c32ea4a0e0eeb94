// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What iptables-legacy-save 1.8.9 printed, and what becomes of an advertisement there. */
class IptablesListingTest {
  @Test
  void aRuleOfAnotherChainIsFoundWithItsCounter() {
    Ruleset rules = Listings.legacy(Listings.text("legacy.txt"));

    assertThat(rules.dropping(Listings.FROM_DS2))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.certain()).isTrue();
              assertThat(dropped.where()).isEqualTo("table filter of iptables-legacy, chain deny");
              assertThat(dropped.rule())
                  .isEqualTo(
                      "-A deny ! -s 10.1.80.91/32 -p vrrp -j REJECT --reject-with"
                          + " icmp-port-unreachable");
              assertThat(dropped.packets()).isEqualTo(OptionalLong.of(0));
              assertThat(dropped.remedy()).isEqualTo("iptables-legacy -I INPUT -p vrrp -j ACCEPT");
            });
    assertThat(rules.dropping(Listings.in("enp0s3", "10.1.80.91"))).isEmpty();
    assertThat(rules.dropping(Listings.in("enp0s3", "192.168.7.7"))).isEmpty();
  }

  @Test
  void aModulesOwnConditionMakesThePolicyBehindItUncertain() {
    Ruleset rules = Listings.legacy(Listings.text("legacy.txt"));

    assertThat(rules.dropping(Listings.out("enp0s3", "10.1.80.91")))
        .singleElement()
        .satisfies(dropped -> assertThat(dropped.certain()).isFalse());
    assertThat(rules.dropping(Listings.out("wlan0", "10.1.80.91")))
        .singleElement()
        .satisfies(dropped -> assertThat(dropped.certain()).isTrue());
  }

  @Test
  void whatIsAcceptedBeforeIsNotDropped() {
    String drop = "INPUT -p vrrp -j DROP";

    assertThat(passes("INPUT -p 112 -j ACCEPT", drop)).isTrue();
    assertThat(passes("INPUT -s 10.1.80.0/24 -d 224.0.0.0/255.0.0.0 -j ACCEPT", drop)).isTrue();
    assertThat(passes("INPUT -m state --state NEW -j ACCEPT", drop)).isTrue();
    assertThat(passes("INPUT -m state --state ESTABLISHED -j ACCEPT", drop)).isFalse();
    assertThat(passes("INPUT ! -i enp0s+ -j ACCEPT", drop)).isFalse();
    assertThat(passes("INPUT -j deny", "deny -j RETURN", drop)).isFalse();
    assertThat(passes("INPUT -g deny", drop)).isTrue();
    assertThat(passes("INPUT -m pkttype --pkt-type broadcast -j DROP")).isTrue();
    assertThat(passes("INPUT -m addrtype --dst-type MULTICAST -j DROP")).isFalse();
  }

  @Test
  void aCounterThatIsNoNumberMakesALineOneThatIsLeftOut() {
    String digits = "6".repeat(90);
    Ruleset rules =
        Listings.legacy(
            "*filter\n:INPUT ACCEPT [%1$s:0]\n:OUTPUT DROP [0:0]\n[%1$s:0] -A OUTPUT -j ACCEPT\nCOMMIT\n"
                .formatted(digits));

    assertThat(rules.dropping(Listings.FROM_DS2)).isEmpty();
    assertThat(rules.dropping(Listings.out("enp0s3", "10.1.80.91"))).hasSize(1);
  }

  @Test
  void chainsThatCallEachOtherEnd() {
    assertThat(passes("INPUT -j deny", "deny -j deny")).isTrue();
  }

  @Test
  void whereIptablesIsTheOlderOneItIsCalledSo() {
    String listing = "*filter\n:INPUT DROP [0:0]\nCOMMIT\n";

    assertThat(IptablesListing.legacy("ip", listing, IptablesNames.OLD).dropping(Listings.FROM_DS2))
        .extracting(Dropped::remedy)
        .containsExactly("iptables -I INPUT -p vrrp -j ACCEPT");
  }

  @Property
  void whateverIsPrintedIsReadOrLeftOut(@ForAll @StringLength(max = 60) String words) {
    Ruleset rules = Listings.input("ACCEPT", "INPUT " + words.replaceAll("\\R", " "));

    assertThat(rules.tables()).hasSize(1);
    assertThat(rules.dropping(Listings.FROM_DS2).size()).isBetween(0, 1);
  }

  private static boolean passes(String... rules) {
    return Listings.input("ACCEPT", rules).dropping(Listings.FROM_DS2).stream()
        .noneMatch(Dropped::certain);
  }
}
