// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where an advertisement over IPv6 is thrown away, and where one over IPv4 is not. */
class Ipv6FiltersTest {
  private static final Packet ADVERT =
      new Packet(
          Packet.Way.IN,
          "enp0s3",
          Optional.of(IpAddresses.literal("fe80::1")),
          IpAddresses.literal("ff02::12"),
          Content.VRRP);

  private static List<Dropped> nft(String family, String match, Packet packet) {
    String json =
        """
        {"nftables": [
          {"chain": {"family": "%1$s", "table": "f", "name": "in", "handle": 1, "type": "filter",
            "hook": "input", "prio": 0, "policy": "accept"}},
          {"rule": {"family": "%1$s", "table": "f", "chain": "in", "handle": 2,
            "expr": [%2$s{"drop": null}]}}]}
        """
            .formatted(family, match);
    return NftListing.read(json, "", IptablesNames.USUAL).dropping(packet);
  }

  private static String match(String operator, String protocol, String field, String value) {
    return """
        {"match": {"op": "%s", "left": {"payload": {"protocol": "%s", "field": "%s"}}, "right": "%s"}},
        """
        .formatted(operator, protocol, field, value);
  }

  @Test
  void aTableSeesPacketsOfItsOwnVersionAlone() {
    assertThat(nft("ip", "", ADVERT)).isEmpty();
    assertThat(nft("ip6", "", Listings.FROM_DS2)).isEmpty();
    for (String family : List.of("ip6", "inet")) {
      assertThat(nft(family, "", ADVERT))
          .extracting(Dropped::remedy)
          .containsExactly("nft insert rule " + family + " f in meta l4proto 112 accept");
    }
  }

  @Test
  void aFieldOfOneVersionIsNoneOfTheOther() {
    String ours = match("==", "ip6", "daddr", "ff02::12");
    String theirs = match("!=", "ip", "daddr", "224.0.0.1");

    assertThat(nft("inet", ours, ADVERT)).extracting(Dropped::certain).containsExactly(true);
    assertThat(nft("inet", ours, Listings.FROM_DS2)).isEmpty();
    assertThat(nft("inet", theirs, ADVERT)).isEmpty();
    assertThat(nft("inet", theirs, Listings.FROM_DS2)).hasSize(1);
    assertThat(nft("inet", match("==", "ip6", "nexthdr", "vrrp"), ADVERT)).hasSize(1);
    for (String version : List.of("ipv6", "ipv4")) {
      String meta =
          "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"nfproto\"}}, \"right\":"
              + " \"%s\"}},".formatted(version);
      assertThat(nft("inet", meta, ADVERT)).hasSize(version.equals("ipv6") ? 1 : 0);
    }
  }

  @Test
  void ip6tablesIsNamedWhereItIsItsTable() {
    String listing =
        "*filter\n:INPUT ACCEPT [0:0]\n[1:40] -A INPUT -d ff02::12/128 -j DROP\nCOMMIT\n";

    Dropped legacy =
        IptablesListing.legacy("ip6", listing, IptablesNames.USUAL).dropping(ADVERT).get(0);
    assertThat(legacy.where()).isEqualTo("table filter of ip6tables-legacy, chain INPUT");
    assertThat(legacy.remedy()).isEqualTo("ip6tables-legacy -I INPUT -p vrrp -j ACCEPT");
    assertThat(IptablesListing.nft("ip6", listing, IptablesNames.USUAL).dropping(ADVERT))
        .extracting(Dropped::remedy)
        .containsExactly("ip6tables -I INPUT -p vrrp -j ACCEPT");
    assertThat(IptablesListing.legacy("ip", listing, IptablesNames.USUAL).dropping(ADVERT))
        .isEmpty();
  }
}
