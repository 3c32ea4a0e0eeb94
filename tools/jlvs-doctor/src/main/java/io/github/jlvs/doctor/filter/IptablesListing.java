// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code iptables-save -c} prints, of either kind. */
public final class IptablesListing {
  private static final Pattern POLICY =
      Pattern.compile(":(\\S+) (\\S+)(?: \\[(\\d{1,18}):\\d+\\])?");
  private static final Pattern RULE = Pattern.compile("\\[(\\d{1,18}):\\d+\\] -A (\\S+) ?(.*)");

  /** The order of the tables at one hook. */
  private static final Map<String, Integer> PRIORITIES =
      Map.of("raw", -300, "mangle", -150, "nat", -100, "filter", 0, "security", 50);

  private final String table;
  private final Map<String, Chain> chains = new LinkedHashMap<>();

  private IptablesListing(String table) {
    this.table = table;
  }

  /**
   * Reads the tables of the older iptables; lines that are not understood are left out.
   *
   * @param family {@code ip}, or {@code ip6} of ip6tables
   * @return its tables
   */
  public static Ruleset legacy(String family, String listing, IptablesNames names) {
    return read(FilterTable.Owner.IPTABLES_LEGACY, family, listing, names);
  }

  /** Reads those that iptables keeps in nftables, where nft is not there to list them. */
  public static Ruleset nft(String family, String listing, IptablesNames names) {
    return read(FilterTable.Owner.IPTABLES_NFT, family, listing, names);
  }

  private static Ruleset read(
      FilterTable.Owner owner, String family, String listing, IptablesNames names) {
    List<FilterTable> found = new ArrayList<>();
    IptablesListing reading = new IptablesListing("");
    for (String line : listing.lines().toList()) {
      if (line.startsWith("*")) {
        reading = new IptablesListing(line.substring(1));
      } else if (line.equals("COMMIT")) {
        found.add(new FilterTable(owner, family, reading.table, reading.chains));
      } else {
        reading.line(line);
      }
    }
    return new Ruleset(found, names);
  }

  private void line(String line) {
    Matcher policy = POLICY.matcher(line);
    Matcher rule = RULE.matcher(line);
    if (policy.matches()) {
      chains.put(policy.group(1), chain(policy.group(1), policy.group(2), packets(policy, 3)));
    } else if (rule.matches()) {
      chains.computeIfPresent(rule.group(2), (name, chain) -> with(chain, rule(chain, rule, line)));
    }
  }

  private static OptionalLong packets(Matcher matcher, int group) {
    return matcher.group(group) == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(matcher.group(group)));
  }

  private Chain chain(String name, String policy, OptionalLong packets) {
    Optional<Chain.Place> place =
        policy.equals("-")
            ? Optional.empty()
            : Chain.Hook.named(name)
                .map(
                    hook ->
                        new Chain.Place(hook, PRIORITIES.getOrDefault(table, 0), Optional.empty()));
    return new Chain(name, place, policy.equals("DROP"), packets, List.of());
  }

  private static Chain with(Chain chain, Rule rule) {
    List<Rule> rules = new ArrayList<>(chain.rules());
    rules.add(rule);
    return new Chain(chain.name(), chain.place(), chain.drops(), chain.policyPackets(), rules);
  }

  private static Rule rule(Chain chain, Matcher rule, String line) {
    IptablesWords words = IptablesWords.of(rule.group(3));
    // The same rule may stand there twice.
    long same = chain.rules().stream().filter(each -> each.text().equals(text(line))).count();
    return new Rule(
        text(line) + " " + same, text(line), packets(rule, 1), words.conditions(), words.action());
  }

  private static String text(String line) {
    return line.substring(line.indexOf("-A "));
  }
}
