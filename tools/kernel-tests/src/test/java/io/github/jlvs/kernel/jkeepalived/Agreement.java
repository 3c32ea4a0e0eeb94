// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what keepalived's dump and the explanation say alike. */
final class Agreement {
  /**
   * A value that is not the same.
   *
   * @param explained all that the explanation says
   * @param block where it is
   * @param keyword the keyword
   * @param dumped what keepalived says
   * @param ours what the explanation says
   */
  record Difference(
      Map<String, Map<String, String>> explained,
      String block,
      String keyword,
      String dumped,
      String ours) {

    /** The value of another keyword of the block, as it is explained. */
    String other(String name) {
      return explained.getOrDefault(block, Map.of()).getOrDefault(name, "");
    }
  }

  /** Why a difference is meant to be; nothing where it is a fault. */
  interface Intention {
    Optional<String> why(Difference difference);
  }

  private final Intention intention;
  private int compared;
  private int equal;
  private final List<String> skipped = new ArrayList<>();
  private final List<String> intended = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  Agreement(Intention intention) {
    this.intention = intention;
  }

  /** A keyword without a line and without a default is off. */
  void compare(
      String file,
      Map<String, Map<String, String>> dumped,
      Map<String, Map<String, String>> explained) {
    dumped.forEach(
        (block, values) ->
            values.forEach(
                (keyword, value) -> {
                  Map<String, String> ours =
                      explained.getOrDefault(block, Map.of(keyword, "no such block"));
                  String is = ours.getOrDefault(keyword, "off");
                  compare(file, new Difference(explained, block, keyword, value, is));
                }));
  }

  private void compare(String file, Difference pair) {
    compared++;
    String what =
        "%s: %s, %s: '%s' and '%s'"
            .formatted(file, pair.block, pair.keyword, pair.dumped, pair.ours);
    if (pair.dumped.equals(pair.ours)) {
      equal++;
    } else {
      intention
          .why(pair)
          .ifPresentOrElse(why -> intended.add(what + ": " + why), () -> faults.add(what));
    }
  }

  /** A file at which keepalived ends. */
  void skip(String file) {
    skipped.add(file);
  }

  int compared() {
    return compared;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  void print(String what) {
    intended.forEach(System.out::println);
    skipped.forEach(file -> System.out.println("keepalived ends at the start: " + file));
    System.out.printf(
        "%s: compared %d, equal %d, intended differences %d, skipped %d%n",
        what, compared, equal, intended.size(), skipped.size());
  }
}
