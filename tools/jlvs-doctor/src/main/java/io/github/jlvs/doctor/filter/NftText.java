// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules as {@code nft -a list ruleset} writes them.
 *
 * @param rules by table, chain and handle
 * @param devices of chains of an interface, by table and chain: nft 1.0.6 leaves them out of its
 *     JSON
 */
record NftText(Map<String, String> rules, Map<String, String> devices) {
  private static final Pattern TABLE = Pattern.compile("table (\\S+ \\S+) \\{.*");
  private static final Pattern CHAIN = Pattern.compile("\\s+chain (\\S+) \\{.*");
  private static final Pattern DEVICE =
      Pattern.compile("\\s+type \\S+ hook \\S+ devices? (?:= \\{ )?\"([^\"]+)\".*");
  private static final Pattern RULE = Pattern.compile("\\s+(.*\\S) # handle (\\d+)");

  NftText {
    rules = Map.copyOf(rules);
    devices = Map.copyOf(devices);
  }

  /** Reads a listing; whatever is not understood is left out. */
  static NftText of(String listing) {
    Map<String, String> rules = new HashMap<>();
    Map<String, String> devices = new HashMap<>();
    String table = "";
    String chain = "";
    for (String line : listing.lines().toList()) {
      Matcher isTable = TABLE.matcher(line);
      Matcher isChain = CHAIN.matcher(line);
      Matcher isDevice = DEVICE.matcher(line);
      Matcher isRule = RULE.matcher(line);
      if (isTable.matches()) {
        table = isTable.group(1);
      } else if (isChain.matches()) {
        chain = isChain.group(1);
      } else if (isDevice.matches()) {
        devices.put(key(table, chain), isDevice.group(1));
      } else if (isRule.matches()) {
        rules.put(key(table, chain, isRule.group(2)), isRule.group(1));
      }
    }
    return new NftText(rules, devices);
  }

  Optional<String> rule(String table, String chain, String handle) {
    return Optional.ofNullable(rules.get(key(table, chain, handle)));
  }

  Optional<String> device(String table, String chain) {
    return Optional.ofNullable(devices.get(key(table, chain)));
  }

  private static String key(String... words) {
    return String.join("\t", words);
  }
}
