// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Where packets to a port are thrown away, and what opens the way to it. */
class PortsTest {
  private static final InetAddress GROUP = IpAddresses.literal("224.0.0.81");
  private static final Packet SYNC = of(IpProtocol.UDP, 8848);

  private static Packet of(IpProtocol protocol, int port) {
    return new Packet(
        Packet.Way.IN,
        "enp0s3",
        Optional.of(IpAddresses.literal("10.1.80.92")),
        GROUP,
        Content.to(protocol, port));
  }

  private static List<String> nft(String match, Packet packet) {
    return nft("inet", "f", match, packet).stream().map(Dropped::remedy).toList();
  }

  private static List<Dropped> nft(String family, String table, String match, Packet packet) {
    String json =
        """
        {"nftables": [
          {"set": {"family": "inet", "table": "f", "name": "ports", "elem": [80, {"range": [8000, 9000]}]}},
          {"chain": {"family": "%1$s", "table": "%2$s", "name": "in", "handle": 1, "type": "filter",
            "hook": "input", "prio": 0, "policy": "accept"}},
          {"rule": {"family": "%1$s", "table": "%2$s", "chain": "in", "handle": 2,
            "expr": [%3$s, {"drop": null}]}}]}
        """
            .formatted(family, table, match);
    return NftListing.read(json, "", IptablesNames.USUAL).dropping(packet).stream()
        .filter(Dropped::certain)
        .toList();
  }

  private static String dport(String protocol, String operator, String value) {
    return """
        {"match": {"op": "%s", "left": {"payload": {"protocol": "%s", "field": "dport"}}, "right": %s}}
        """
        .formatted(operator, protocol, value);
  }

  @Test
  void nftsPortsAreNumbersRangesAndSets() {
    String opening = "nft insert rule inet f in udp dport 8848 accept";

    for (String value :
        List.of(
            "8848",
            "{\"range\": [8848, 8849]}",
            "{\"set\": [80, 8848]}",
            "{\"set\": [{\"range\": [8000, 8848]}]}",
            "\"@ports\"")) {
      assertThat(nft(dport("udp", "==", value), SYNC)).as(value).containsExactly(opening);
      assertThat(nft(dport("th", "==", value), SYNC)).as(value).containsExactly(opening);
      assertThat(nft(dport("udp", "!=", value), SYNC)).as(value).isEmpty();
      assertThat(nft(dport("tcp", "==", value), SYNC)).as(value).isEmpty();
      assertThat(nft(dport("th", "==", value), Listings.FROM_DS2)).as(value).isEmpty();
      assertThat(nft(dport("udp", "!=", value), Listings.FROM_DS2)).as(value).isEmpty();
    }
    assertThat(nft(dport("udp", "==", "8847"), SYNC)).isEmpty();
    assertThat(nft(dport("udp", "!=", "8847"), SYNC)).containsExactly(opening);
    assertThat(nft(dport("tcp", "==", "80"), of(IpProtocol.TCP, 80)))
        .containsExactly("nft insert rule inet f in tcp dport 80 accept");
  }

  @Test
  void whatIsAskedOfAPortOtherwiseIsUnclear() {
    for (String value : List.of("\"domain\"", "{\"range\": [\"a\", 9]}", "{\"range\": []}")) {
      assertThat(nft(dport("udp", "==", value), SYNC)).as(value).isEmpty();
    }
    assertThat(nft(dport("udp", ">=", "1"), SYNC)).isEmpty();
    assertThat(nft(dport("udp", ">=", "1") + ", {\"log\": null}", SYNC)).isEmpty();
  }

  @Test
  void aMapOfPortsIsReadToo() {
    String json =
        """
        {"nftables": [
          {"chain": {"family": "ip", "table": "f", "name": "in", "handle": 1, "type": "filter",
            "hook": "input", "prio": 0, "policy": "drop"}},
          {"rule": {"family": "ip", "table": "f", "chain": "in", "handle": 2, "expr": [{"vmap": {
            "key": {"payload": {"protocol": "udp", "field": "dport"}},
            "data": {"set": [[8848, {"accept": null}]]}}}]}}]}
        """;
    Ruleset rules = NftListing.read(json, "", IptablesNames.USUAL);

    assertThat(rules.dropping(SYNC)).isEmpty();
    assertThat(rules.dropping(of(IpProtocol.UDP, 53)))
        .extracting(Dropped::certain)
        .containsExactly(true);
    assertThat(rules.dropping(of(IpProtocol.TCP, 8848)))
        .extracting(Dropped::certain)
        .containsExactly(true);
  }

  @Test
  void iptablesPortsAreNumbersRangesAndLists() {
    for (String words :
        List.of(
            "-p udp -m udp --dport 8848",
            "-p udp -m udp --dport 8000:8848",
            "-p udp -m udp ! --dport 53",
            "-p udp -m multiport --dports 53,8840:8850")) {
      assertThat(Listings.input("ACCEPT", "INPUT " + words + " -j DROP").dropping(SYNC))
          .as(words)
          .singleElement()
          .satisfies(
              dropped -> {
                assertThat(dropped.certain()).isTrue();
                assertThat(dropped.remedy())
                    .isEqualTo("iptables-legacy -I INPUT -p udp --dport 8848 -j ACCEPT");
              });
    }
    for (String words :
        List.of("-p udp -m udp --dport 8847", "-p tcp -m tcp --dport 8848", "-p udp --dport x")) {
      assertThat(Listings.input("ACCEPT", "INPUT " + words + " -j DROP").dropping(SYNC))
          .as(words)
          .noneMatch(Dropped::certain);
    }
  }

  @Test
  void ofASenderThatMayBeAnybodyNoAddressIsCertain() {
    Packet anybody = new Packet(Packet.Way.IN, "enp0s3", Optional.empty(), GROUP, SYNC.content());
    String accept = "INPUT -s 10.1.80.0/24 -j ACCEPT";

    assertThat(Listings.input("DROP", accept).dropping(SYNC)).isEmpty();
    assertThat(Listings.input("DROP", accept).dropping(anybody))
        .extracting(Dropped::certain)
        .containsExactly(false);
    assertThat(Listings.input("DROP").dropping(anybody))
        .extracting(Dropped::certain)
        .containsExactly(true);
  }

  @Test
  void afterAnotherDestinationItIsAnotherPacket() {
    String map = "INPUT -p udp -m udp --dport 8848 -j REDIRECT --to-ports 9000";
    String drop = "INPUT -p udp -j DROP";

    assertThat(Listings.input("DROP", map, drop).dropping(SYNC)).isEmpty();
    assertThat(Listings.input("DROP", drop, map).dropping(SYNC)).hasSize(1);
    Ruleset later =
        Listings.legacy(
            """
            *nat
            :PREROUTING ACCEPT [0:0]
            [0:0] -A PREROUTING -m set --match-set s dst -j DNAT --to-destination 10.0.0.1
            COMMIT
            *filter
            :INPUT DROP [0:0]
            COMMIT
            """);
    assertThat(later.dropping(SYNC)).isEmpty();
    String redirect = "{\"redirect\": {\"port\": 80}}, ";
    String map6 = dport("udp", "==", "8848") + ", " + redirect + "{\"counter\": null}";
    assertThat(nft(map6, SYNC)).isEmpty();
  }

  @Test
  void aTunnelIsKnownByItsNumberAndItsNames() {
    Packet tunnel =
        new Packet(Packet.Way.IN, "enp0s3", Optional.empty(), GROUP, Content.IPV4_IN_IP);

    for (String name : List.of("4", "ipencap", "ipv4")) {
      assertThat(Listings.input("ACCEPT", "INPUT -p " + name + " -j DROP").dropping(tunnel))
          .as(name)
          .extracting(Dropped::remedy)
          .containsExactly("iptables-legacy -I INPUT -p ipencap -j ACCEPT");
    }
    assertThat(Listings.input("ACCEPT", "INPUT -p 41 -j DROP").dropping(tunnel)).isEmpty();
  }

  @Test
  void firewalldIsToldThePort() {
    assertThat(Listings.nft("firewalld").dropping(SYNC))
        .extracting(Dropped::remedy)
        .singleElement()
        .asString()
        .startsWith(
            "firewall-cmd --zone=internal --add-rich-rule='rule port port=\"8848\""
                + " protocol=\"udp\" accept' && ");
    assertThat(Listings.nft("firewalld").dropping(of(IpProtocol.TCP, 22))).isEmpty();
    assertThat(Listings.nft("firewalld").dropping(of(IpProtocol.UDP, 137))).isEmpty();
  }

  @Property
  void aRangeHasItsEndsAndNothingAround(
      @ForAll @IntRange(min = 1, max = 65535) int first,
      @ForAll @IntRange(min = 1, max = 65535) int last,
      @ForAll @IntRange(min = 1, max = 65535) int port) {
    Truth expected = Truth.of(first <= port && port <= last);
    Packet packet = of(IpProtocol.TCP, port);

    assertThat(Condition.destinationPorts(first, last).of(packet)).isEqualTo(expected);
    assertThat(Condition.destinationPorts(first + ":" + last).of(packet)).isEqualTo(expected);
    assertThat(Condition.destinationPorts("7," + first + ":" + last).of(packet))
        .isEqualTo(expected.or(Truth.of(port == 7)));
  }
}
