// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.ScheduledReload;
import java.util.Optional;

/** Reads when a reload comes by itself. */
final class ScheduleReader {
  static final Keywords<ScheduleReader> KEYWORDS =
      Keywords.<ScheduleReader>none()
          .on(
              keyword("reload_time_file", WrittenPath.ARGUMENT)
                  .byDefault(Standard.inWords("none"))
                  .says("Says when to reload: `HH:MM:SS`, a date before it, `Z` behind it for UTC"),
              (reader, path) -> reader.file = path)
          .on(
              keyword("reload_repeat", presence())
                  .says("The file stays: a time without a date comes each day"),
              (reader, at) -> reader.repeats = true);

  private Optional<String> file = Optional.empty();
  private boolean repeats;

  Optional<ScheduledReload> schedule() {
    return file.map(path -> new ScheduledReload(path, repeats));
  }
}
