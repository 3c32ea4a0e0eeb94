// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a dump says, by block and label; a list is its lines. */
final class DumpedValues {
  static final String ABSENT = "(absent)";

  private DumpedValues() {}

  static Map<String, Map<String, String>> of(String dump) {
    Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
    String service = "";
    for (DumpBlock block : DumpBlock.read(dump)) {
      if (block.section().equals("Virtual server")) {
        service = block.head();
      }
      Map<String, String> values = new LinkedHashMap<>(block.values());
      block.lists().forEach((label, lines) -> values.put(label, String.join("; ", lines)));
      String name = name(block, service);
      if (!values.isEmpty()) {
        blocks.computeIfAbsent(name, each -> new LinkedHashMap<>()).putAll(values);
      }
    }
    return blocks;
  }

  /** A sync group's state stands beside its name. */
  private static String name(DumpBlock block, String service) {
    String first = block.values().getOrDefault("RIP", "").replaceAll(", WEIGHT.*", "");
    String head = block.head().replaceAll("^(VRRP Sync Group = [^,]*), .*", "$1");
    return block.section().equals("Real server")
        ? service + " / " + first
        : block.section() + ": " + head;
  }

  /** Those that the other has, with {@link #ABSENT} where these have none. */
  static Map<String, Map<String, String>> filled(
      Map<String, Map<String, String>> these, Map<String, Map<String, String>> others) {
    Map<String, Map<String, String>> filled = new LinkedHashMap<>();
    others.forEach(
        (block, values) -> {
          Map<String, String> all = new LinkedHashMap<>(these.getOrDefault(block, Map.of()));
          values.keySet().forEach(label -> all.putIfAbsent(label, ABSENT));
          filled.put(block, all);
        });
    return filled;
  }

  /** What the one has that the other has not. */
  static List<String> beyond(
      Map<String, Map<String, String>> one, Map<String, Map<String, String>> other) {
    return one.entrySet().stream()
        .flatMap(
            block ->
                block.getValue().keySet().stream()
                    .filter(
                        label -> !other.getOrDefault(block.getKey(), Map.of()).containsKey(label))
                    .map(label -> block.getKey() + ", " + label))
        .toList();
  }
}
