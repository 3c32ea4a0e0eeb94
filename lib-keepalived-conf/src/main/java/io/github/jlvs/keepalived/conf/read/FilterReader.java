// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.FilterTable;
import java.util.Optional;

/** Reads which table of nftables is for addresses that do not accept packets. */
final class FilterReader {
  static final Keywords<FilterReader> KEYWORDS =
      Keywords.<FilterReader>none()
          .on(
              keyword("nftables", Argument.of("nothing, or a name", FilterReader::table))
                  .byDefault("keepalived")
                  .says("The table of nftables for `no_accept`"),
              (reader, name) -> reader.name = name.orElse(reader.name))
          .on(
              keyword("nftables_priority", number(Integer.MIN_VALUE, Integer.MAX_VALUE))
                  .byDefault(-1)
                  .says("Where its chains stand among others"),
              (reader, priority) -> reader.priority = priority.orElse(reader.priority))
          .on(
              keyword("nftables_counters", presence()).says("Its rules count what they drop"),
              (reader, at) -> reader.counters = true)
          .checked(
              keyword("nftables_ifindex", presence())
                  .says("Taken; link-local addresses are told apart by themselves"));

  private String name = FilterTable.DEFAULT.name();
  private int priority = FilterTable.DEFAULT.priority();
  private boolean counters;

  FilterTable table() {
    return new FilterTable(name, priority, counters);
  }

  private static Optional<String> table(Statement statement, Words words) {
    words.atMost(statement, 1);
    Optional<Word> word = statement.arguments().stream().findFirst();
    try {
      return word.map(given -> new FilterTable(given.text(), 0, false).name());
    } catch (IllegalArgumentException e) {
      words.wrong(word.orElseThrow(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
