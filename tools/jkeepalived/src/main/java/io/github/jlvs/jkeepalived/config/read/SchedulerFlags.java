// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import static io.github.jlvs.jkeepalived.config.argument.Argument.nothing;
import static io.github.jlvs.jkeepalived.config.keyword.Keyword.keyword;

import io.github.jlvs.jkeepalived.config.keyword.Keywords;
import io.github.jlvs.jkeepalived.config.model.SchedulerFlag;
import java.util.Set;

/** The keywords of scheduler flags, by their numbers and by what they mean to sh and mh. */
final class SchedulerFlags {
  static final Keywords<Set<SchedulerFlag>> KEYWORDS =
      flag("flag-1", SchedulerFlag.FLAG_1, "The scheduler's first flag")
          .with(flag("flag-2", SchedulerFlag.FLAG_2, "The scheduler's second flag"), all -> all)
          .with(flag("flag-3", SchedulerFlag.FLAG_3, "The scheduler's third flag"), all -> all)
          .with(
              flag(
                  "sh-fallback", SchedulerFlag.FLAG_1, "sh: another server where one has weight 0"),
              all -> all)
          .with(
              flag("sh-port", SchedulerFlag.FLAG_2, "sh: the client's port counts too"), all -> all)
          .with(
              flag(
                  "mh-fallback", SchedulerFlag.FLAG_1, "mh: another server where one has weight 0"),
              all -> all)
          .with(
              flag("mh-port", SchedulerFlag.FLAG_2, "mh: the client's port counts too"),
              all -> all);

  private SchedulerFlags() {}

  private static Keywords<Set<SchedulerFlag>> flag(String name, SchedulerFlag flag, String line) {
    return Keywords.<Set<SchedulerFlag>>none()
        .on(keyword(name, nothing()).says(line), (flags, at) -> flags.add(flag));
  }
}
