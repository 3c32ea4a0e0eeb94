// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * All packet filters of a host at one time, of nftables and of iptables' own tables.
 *
 * @param iptables what iptables is called that writes into nftables, and what the other is
 */
public record Ruleset(List<FilterTable> tables, IptablesNames iptables) {
  private record Called(FilterTable table, Chain chain, Chain.Place place) {}

  public Ruleset {
    tables = List.copyOf(tables);
  }

  /** Two listings together. */
  public Ruleset with(Ruleset other) {
    return new Ruleset(Stream.concat(tables.stream(), other.tables.stream()).toList(), iptables);
  }

  /** Every place where a packet is, or may be, thrown away, in the order of its way. */
  List<Dropped> dropping(Packet packet) {
    List<Dropped> found = new ArrayList<>();
    for (Called called : way(packet)) {
      Passage passage = new Passage(called.table().chains(), packet);
      passage
          .through(called.chain())
          .forEach(stop -> found.add(dropped(called, stop, packet.content())));
      if (passage.isRedirected()) {
        break;
      }
    }
    return found;
  }

  private List<Called> way(Packet packet) {
    List<Called> way = new ArrayList<>();
    for (FilterTable table : tables) {
      if (!table.sees(packet)) {
        continue;
      }
      for (Chain chain : table.chains().values()) {
        chain
            .place()
            .filter(place -> place.hook().way() == packet.way())
            .filter(
                place -> place.device().filter(d -> !d.equals(packet.interfaceName())).isEmpty())
            .ifPresent(place -> way.add(new Called(table, chain, place)));
      }
    }
    way.sort(
        Comparator.comparing((Called each) -> each.place().hook())
            .thenComparingInt(each -> each.place().priority()));
    return way;
  }

  private Dropped dropped(Called called, Passage.Stop stop, Content content) {
    FilterTable table = called.table();
    return new Dropped(
        stop.certain(),
        table.title() + ", chain " + stop.chain().name(),
        stop.rule().map(Rule::text).orElse("policy drop"),
        packets(stop),
        key(table, stop.chain(), stop.rule()),
        Opening.of(table, called.chain(), stop, content, iptables));
  }

  private static OptionalLong packets(Passage.Stop stop) {
    return stop.rule().map(Rule::packets).orElseGet(() -> stop.chain().policyPackets());
  }

  private static String key(FilterTable table, Chain chain, Optional<Rule> rule) {
    return String.join("\t", table.title(), chain.name(), rule.map(Rule::id).orElse("policy"));
  }

  /** The counter of a rule or policy of the other listing; nothing where there is none such. */
  Optional<OptionalLong> packets(String key) {
    for (FilterTable table : tables) {
      for (Chain chain : table.chains().values()) {
        if (key(table, chain, Optional.empty()).equals(key)) {
          return Optional.of(chain.policyPackets());
        }
        for (Rule rule : chain.rules()) {
          if (key(table, chain, Optional.of(rule)).equals(key)) {
            return Optional.of(rule.packets());
          }
        }
      }
    }
    return Optional.empty();
  }
}
