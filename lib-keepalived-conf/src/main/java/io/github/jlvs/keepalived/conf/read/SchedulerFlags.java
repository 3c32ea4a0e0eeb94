// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.nothing;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.keepalived.conf.keyword.Keywords;

/** Reads the flags of a scheduler, by their numbers and by what they mean to sh and mh. */
final class SchedulerFlags {
  static final Keywords<SchedulerFlags> KEYWORDS =
      flag("flag-1", ServiceFlags.SCHEDULER_1, "The scheduler's first flag")
          .with(flag("flag-2", ServiceFlags.SCHEDULER_2, "The scheduler's second flag"), all -> all)
          .with(flag("flag-3", ServiceFlags.SCHEDULER_3, "The scheduler's third flag"), all -> all)
          .with(
              flag(
                  "sh-fallback",
                  ServiceFlags.SH_FALLBACK,
                  "sh: another server where one has weight 0"),
              all -> all)
          .with(
              flag("sh-port", ServiceFlags.SH_PORT, "sh: the client's port counts too"), all -> all)
          .with(
              flag(
                  "mh-fallback",
                  ServiceFlags.MH_FALLBACK,
                  "mh: another server where one has weight 0"),
              all -> all)
          .with(
              flag("mh-port", ServiceFlags.MH_PORT, "mh: the client's port counts too"),
              all -> all);

  private ServiceFlags flags = ServiceFlags.NONE;

  private static Keywords<SchedulerFlags> flag(String name, ServiceFlags flag, String line) {
    return Keywords.<SchedulerFlags>none()
        .on(
            keyword(name, nothing()).says(line),
            (reader, at) -> reader.flags = reader.flags.with(flag));
  }

  ServiceFlags flags() {
    return flags;
  }
}
