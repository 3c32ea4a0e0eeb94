// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code nft -j list ruleset} and {@code nft -a list ruleset} print: the first to be
 * understood, the second for the words in which a person finds a rule again.
 */
public final class NftListing {
  private static final Set<String> FAMILIES = Set.of("ip", "ip6", "inet", "netdev");

  /** Statements of a rule that decide nothing about the packet, and ask nothing of it. */
  private static final Set<String> SILENT =
      Set.of(
          "counter", "log", "mangle", "notrack", "comment", "set", "flow", "secmark", "ct helper");

  private final NftText text;
  private final NftValues values;
  private final Map<String, Map<String, List<Rule>>> rules = new HashMap<>();

  private NftListing(NftText text, NftValues values) {
    this.text = text;
    this.values = values;
  }

  /**
   * Reads both.
   *
   * @param json of {@code nft -j list ruleset}
   * @param listing of {@code nft -a list ruleset}, of the same rules; a rule that is not in it is
   *     told by its handle
   * @return its tables
   * @throws IllegalArgumentException if the first is no such JSON
   */
  public static Ruleset read(String json, String listing, IptablesNames iptables) {
    JsonNode objects;
    try {
      objects = new ObjectMapper().readTree(json).path("nftables");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "nft printed what is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!objects.isArray()) {
      throw new IllegalArgumentException("nft printed no rules: there is no list \"nftables\"");
    }
    NftListing reading = new NftListing(NftText.of(listing), new NftValues(sets(objects)));
    objects.forEach(each -> reading.rule(each.path("rule")));
    return new Ruleset(reading.tables(objects), iptables);
  }

  private static Map<String, JsonNode> sets(JsonNode objects) {
    Map<String, JsonNode> sets = new HashMap<>();
    for (JsonNode object : objects) {
      JsonNode set = object.path("set");
      if (set.isObject()) {
        sets.put("@" + set.path("name").asText(), set.path("elem"));
      }
    }
    return sets;
  }

  private static String table(JsonNode object) {
    return object.path("family").asText() + " " + object.path("table").asText();
  }

  private List<FilterTable> tables(JsonNode objects) {
    Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      JsonNode chain = object.path("chain");
      if (chain.isObject() && FAMILIES.contains(chain.path("family").asText())) {
        tables
            .computeIfAbsent(table(chain), key -> new LinkedHashMap<>())
            .put(chain.path("name").asText(), chain(chain));
      }
    }
    List<FilterTable> found = new ArrayList<>();
    tables.forEach(
        (key, chains) -> {
          String family = key.substring(0, key.indexOf(' '));
          String name = key.substring(key.indexOf(' ') + 1);
          Set<String> base =
              chains.values().stream()
                  .filter(chain -> chain.place().isPresent())
                  .map(Chain::name)
                  .collect(Collectors.toSet());
          found.add(new FilterTable(FilterTable.ownerOf(family, name, base), family, name, chains));
        });
    return found;
  }

  private Chain chain(JsonNode chain) {
    Optional<Chain.Place> place =
        Chain.Hook.named(chain.path("hook").asText())
            .map(hook -> new Chain.Place(hook, chain.path("prio").asInt(), device(chain, hook)));
    String name = chain.path("name").asText();
    return new Chain(
        name,
        place,
        chain.path("policy").asText().equals("drop"),
        OptionalLong.empty(),
        rules.getOrDefault(table(chain), Map.of()).getOrDefault(name, List.of()));
  }

  /** Of a hook of an interface whose name nobody tells, nothing is concluded for any. */
  private Optional<String> device(JsonNode chain, Chain.Hook hook) {
    if (hook != Chain.Hook.INGRESS && hook != Chain.Hook.EGRESS) {
      return Optional.empty();
    }
    String told = chain.path("dev").asText();
    return Optional.of(
        told.isEmpty() ? text.device(table(chain), chain.path("name").asText()).orElse("") : told);
  }

  private void rule(JsonNode rule) {
    if (!rule.isObject()) {
      return;
    }
    String chain = rule.path("chain").asText();
    String handle = rule.path("handle").asText();
    List<Rule> known =
        rules
            .computeIfAbsent(table(rule), key -> new HashMap<>())
            .computeIfAbsent(chain, key -> new ArrayList<>());
    String shown = text.rule(table(rule), chain, handle).orElse("rule with handle " + handle);
    List<Condition> conditions = new ArrayList<>();
    OptionalLong packets = OptionalLong.empty();
    for (JsonNode statement : rule.path("expr")) {
      String kind = statement.fieldNames().hasNext() ? statement.fieldNames().next() : "";
      if (kind.equals("match")) {
        conditions.add(values.match(statement.path(kind)));
      } else if (kind.equals("counter")) {
        packets = OptionalLong.of(statement.path(kind).path("packets").asLong());
      } else if (kind.equals("vmap")) {
        for (JsonNode entry : statement.path(kind).path("data").path("set")) {
          List<Condition> one = new ArrayList<>(conditions);
          one.add(values.holds(statement.path(kind).path("key"), entry.path(0)));
          known.add(new Rule(handle, shown, packets, one, action(entry.path(1))));
        }
        return;
      } else if (isVerdict(statement)) {
        known.add(new Rule(handle, shown, packets, conditions, action(statement)));
        return;
      } else if (!SILENT.contains(kind)) {
        // A limit, or a match of a module's own; or a statement of a kind that is not known here.
        conditions.add(Condition.UNCLEAR);
      }
    }
    known.add(new Rule(handle, shown, packets, conditions, new Action.Pass()));
  }

  private static boolean isVerdict(JsonNode statement) {
    return !(action(statement) instanceof Action.Pass);
  }

  private static Action action(JsonNode verdict) {
    String kind = verdict.fieldNames().hasNext() ? verdict.fieldNames().next() : "";
    return switch (kind) {
      case "accept" -> new Action.Accept();
      case "drop", "reject" -> new Action.Drop();
      case "return" -> new Action.Return();
      case "jump" -> new Action.Jump(verdict.path(kind).path("target").asText());
      case "goto" -> new Action.GoTo(verdict.path(kind).path("target").asText());
      case "dnat", "redirect", "tproxy" -> new Action.Redirect();
      case "queue" -> new Action.Unknown();
      default -> new Action.Pass();
    };
  }
}
