// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code notify...} keywords of an instance or a sync group. */
final class NotifyReader {
  private static final String ANY = "notify";
  private static final String MASTER = "notify_master";
  private static final String BACKUP = "notify_backup";
  private static final String FAULT = "notify_fault";
  private static final String STOP = "notify_stop";
  private static final String LOWER = "notify_master_rx_lower_pri";

  static final Keywords<NotifyReader> KEYWORDS =
      with(
          Map.of(
              ANY, "Run at each change, with the kind, the name, the state and the priority",
              MASTER, "Run when it becomes master",
              BACKUP, "Run when it becomes backup",
              FAULT, "Run when something tracked goes down",
              STOP, "Run when the daemon stops",
              LOWER, "Run when a master hears an advertisement of lower priority"));

  private final Map<String, Command> commands = new HashMap<>();

  private static Keywords<NotifyReader> with(Map<String, String> lines) {
    Keywords<NotifyReader> keywords = Keywords.none();
    for (String name : List.of(ANY, MASTER, BACKUP, FAULT, STOP, LOWER)) {
      keywords =
          keywords.onFirst(
              keyword(name, command())
                  .says(lines.getOrDefault(name, ""))
                  .notDone(Consequence.NO_SCRIPT),
              (reader, command) -> command.ifPresent(c -> reader.commands.put(name, c)));
    }
    return keywords;
  }

  NotifyScripts scripts() {
    return new NotifyScripts(of(MASTER), of(BACKUP), of(FAULT), of(STOP), of(LOWER), of(ANY));
  }

  private Optional<Command> of(String keyword) {
    return Optional.ofNullable(commands.get(keyword));
  }
}
