// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.DumpSettings;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads what {@code global_defs} says of the files that signals ask for. */
final class DumpReader {
  static final Keywords<DumpReader> KEYWORDS =
      file(
              file(
                  file(
                      Keywords.none(),
                      "state_dump_file",
                      DumpSettings.DEFAULT.state(),
                      "Where the state goes at USR1; `_parent` and `_check` in its name mark others",
                      (reader, path) -> reader.state = path),
                  "stats_dump_file",
                  DumpSettings.DEFAULT.statistics(),
                  "Where the counters of virtual routers go at USR2",
                  (reader, path) -> reader.statistics = path),
              "json_dump_file",
              DumpSettings.DEFAULT.json(),
              "Where state and counters go as JSON at signal 36",
              (reader, path) -> reader.json = path)
          .on(
              keyword("json_version", number(1, 2))
                  .byDefault(1)
                  .says("With 1 that is an array of virtual routers, with 2 an object that has it"),
              (reader, version) ->
                  reader.jsonVersion = version.orElse(DumpSettings.DEFAULT.jsonVersion()));

  private String state = DumpSettings.DEFAULT.state();
  private String statistics = DumpSettings.DEFAULT.statistics();
  private String json = DumpSettings.DEFAULT.json();
  private int jsonVersion = DumpSettings.DEFAULT.jsonVersion();

  /** keepalived's manual names them otherwise than keepalived reads them: both are taken. */
  private static Keywords<DumpReader> file(
      Keywords<DumpReader> keywords,
      String name,
      String standard,
      String line,
      BiConsumer<DumpReader, String> taker) {
    Keyword<Optional<String>> word =
        keyword(name, WrittenPath.ARGUMENT).byDefault(standard).says(line);
    BiConsumer<DumpReader, Optional<String>> taken =
        (reader, given) -> given.ifPresent(path -> taker.accept(reader, path));
    return keywords
        .on(word, taken)
        .on(
            keyword(name + "_location", WrittenPath.ARGUMENT)
                .byDefault(standard)
                .anotherWordFor(name),
            taken);
  }

  DumpSettings settings() {
    return new DumpSettings(state, statistics, json, jsonVersion);
  }
}
