// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What nft 1.0.6 printed, and what becomes of an advertisement there. */
class NftListingTest {
  private final Ruleset zones = Listings.nft("zones");
  private final Ruleset sets = Listings.nft("sets");

  @Test
  void aChainsLastRuleIsReachedThroughJumpsAndTheTablesOwnerOpensIt() {
    assertThat(zones.dropping(Listings.FROM_DS2))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.certain()).isTrue();
              assertThat(dropped.where()).isEqualTo("table inet firewalld, chain filter_INPUT");
              assertThat(dropped.rule()).isEqualTo("reject with icmpx admin-prohibited");
              assertThat(dropped.packets()).isEqualTo(OptionalLong.empty());
              assertThat(dropped.remedy())
                  .isEqualTo(
                      twice("--zone=public --add-rich-rule='rule protocol value=\"vrrp\" accept'"));
            });
    assertThat(zones.dropping(Listings.in("lo", "10.1.80.92"))).isEmpty();
    assertThat(zones.dropping(Listings.out("enp0s3", "10.1.80.91"))).isEmpty();
  }

  /** At once and for ever, as firewalld takes a rule. */
  private static String twice(String rule) {
    return "firewall-cmd " + rule + " && firewall-cmd --permanent " + rule;
  }

  @Test
  void firewalldIsToldTheZoneOfTheInterfaceOrThePolicyOfWhatLeaves() {
    String vrrp = " --add-rich-rule='rule protocol value=\"vrrp\" accept'";
    String first = " --add-rich-rule='rule priority=\"-32768\" protocol value=\"vrrp\" accept'";
    for (Ruleset rules :
        List.of(
            Listings.nft("firewalld"),
            IptablesListing.nft(
                "ip", Listings.text("firewalld-iptables.txt"), IptablesNames.USUAL))) {
      assertThat(rules.dropping(Listings.FROM_DS2))
          .extracting(Dropped::remedy)
          .containsExactly(twice("--zone=internal" + vrrp));
      // A rule of this zone denies advertisements: only one with a priority comes before.
      assertThat(rules.dropping(Listings.in("enp0s4", "10.1.80.92")))
          .extracting(Dropped::remedy)
          .containsExactly(twice("--zone=dmz" + first));
      assertThat(rules.dropping(Listings.in("enp0s5", "10.1.80.92")))
          .extracting(Dropped::remedy)
          .containsExactly(twice("--zone=public" + vrrp));
      assertThat(rules.dropping(Listings.out("enp0s3", "10.1.80.91")))
          .extracting(Dropped::remedy)
          .containsExactly(twice("--policy=out" + vrrp));
    }
  }

  @Test
  void aRuleOfFirewalldsTableInNoZoneIsOpenedByNft() {
    String json =
        """
        {"nftables": [
          {"chain": {"family": "inet", "table": "%s", "name": "raw_output", "handle": 1,
            "type": "filter", "hook": "output", "prio": -291, "policy": "drop"}}]}
        """;

    assertThat(outgoing(json.formatted("firewalld")))
        .containsExactly("nft insert rule inet firewalld raw_output meta l4proto 112 accept");
    assertThat(outgoing(json.formatted("firewalld_policy_drop")))
        .containsExactly("firewall-cmd --panic-off");
  }

  private static List<String> outgoing(String json) {
    return NftListing.read(json, "", IptablesNames.USUAL)
        .dropping(Listings.out("enp0s3", "10.1.80.91"))
        .stream()
        .map(Dropped::remedy)
        .toList();
  }

  @Test
  void aRateMakesADropUncertainAndASetOrAMapDoesNot() {
    List<Dropped> found = sets.dropping(Listings.FROM_DS2);

    assertThat(found).extracting(Dropped::certain).containsExactly(false, true);
    assertThat(found)
        .extracting(Dropped::rule)
        .containsExactly(
            "meta l4proto vrrp limit rate 10/second counter packets 0 bytes 0 drop",
            "ip saddr @s counter packets 0 bytes 0 drop comment \"the other\"");
    assertThat(found.get(1).where()).isEqualTo("table inet f, chain sub");
    assertThat(found.get(1).remedy())
        .isEqualTo("nft insert rule inet f in meta l4proto 112 accept");
  }

  @Test
  void whatIsNotInTheSetComesToThePolicyAndAnotherSourceToAnUncertainRule() {
    assertThat(sets.dropping(Listings.in("enp0s3", "10.1.80.93")))
        .extracting(Dropped::rule)
        .endsWith("policy drop");
    assertThat(sets.dropping(Listings.in("enp0s3", "192.168.0.1")))
        .extracting(Dropped::rule)
        .contains("ip saddr != 10.0.0.0/8 limit rate 5/second log prefix \"a\" drop");
  }

  @Test
  void aChainOfAnInterfaceConcernsThatOneAlone() {
    assertThat(sets.dropping(Listings.in("lo", "10.1.80.92")))
        .extracting(Dropped::where)
        .startsWith("table netdev dev, chain i");
    assertThat(sets.dropping(Listings.FROM_DS2))
        .extracting(Dropped::where)
        .doesNotContain("table netdev dev, chain i");
  }

  @Test
  void withoutItsWordsARuleIsToldByItsHandle() {
    Ruleset wordless = NftListing.read(Listings.text("zones.json"), "", IptablesNames.USUAL);

    assertThat(wordless.dropping(Listings.FROM_DS2))
        .extracting(Dropped::rule)
        .containsExactly("rule with handle 16");
  }

  @Test
  void whatIsNoListingIsRefusedWithAReason() {
    assertThatThrownBy(() -> NftListing.read("{", "", IptablesNames.USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON");
    assertThatThrownBy(() -> NftListing.read("{}", "", IptablesNames.USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no list");
    assertThat(
            NftListing.read("{\"nftables\": []}", "", IptablesNames.USUAL)
                .dropping(Listings.FROM_DS2))
        .isEmpty();
  }
}
