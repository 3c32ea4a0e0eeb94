// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists of a virtual router in one form, as keepalived dumps them and as an explanation has their
 * lines: of addresses the address and its interface, of peers the address, of what is tracked the
 * name and its weight.
 */
final class RouterLists {
  private RouterLists() {}

  static String dumped(String keyword, List<String> lines) {
    return lines.stream()
        .map(line -> line(keyword, line.replace(", weight", " weight"), "", "0"))
        .collect(Collectors.joining("; "));
  }

  /** The lists of an explained router, whose own interface and scripts' weights hold as well. */
  static void explained(Map<String, String> router, Map<String, Map<String, String>> blocks) {
    for (String keyword :
        List.of(
            "virtual_ipaddress",
            "virtual_ipaddress_excluded",
            "unicast_peer",
            "track_script",
            "track_interface")) {
      router.put(
          keyword,
          Stream.of(router.getOrDefault(keyword, "").split("; ", -1))
              .filter(line -> !line.isEmpty())
              .map(
                  line ->
                      line(
                          keyword,
                          line,
                          router.getOrDefault("interface", ""),
                          weight(keyword, line, blocks)))
              .collect(Collectors.joining("; ")));
    }
  }

  private static String weight(
      String keyword, String line, Map<String, Map<String, String>> blocks) {
    return keyword.equals("track_script")
        ? blocks
            .getOrDefault("vrrp_script " + line.split(" ", -1)[0], Map.of())
            .getOrDefault("weight", "0")
        : "0";
  }

  private static String line(String keyword, String line, String device, String weight) {
    List<String> words = List.of(line.split(" ", -1));
    return switch (keyword) {
      case "unicast_peer" -> words.get(0);
      case "track_script", "track_interface" ->
          words.get(0)
              + " weight "
              + after("weight", words).orElse(weight)
              + (words.contains("reverse") ? " reverse" : "");
      default -> words.get(0) + " dev " + after("dev", words).orElse(device);
    };
  }

  private static Optional<String> after(String word, List<String> words) {
    int at = words.indexOf(word);
    return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }
}
