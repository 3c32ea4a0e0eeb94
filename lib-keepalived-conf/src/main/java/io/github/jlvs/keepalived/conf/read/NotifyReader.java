// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.command;
import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code notify...} keywords of an instance or a sync group. */
final class NotifyReader {
  private static final String ANY = "notify";
  private static final String MASTER = "notify_master";
  private static final String BACKUP = "notify_backup";
  private static final String FAULT = "notify_fault";
  private static final String STOP = "notify_stop";
  private static final String DELETED = "notify_deleted";
  private static final String LOWER = "notify_master_rx_lower_pri";

  /** Of a sync group. */
  static final Keywords<NotifyReader> OF_GROUPS = ofGroups();

  /** Of an instance. */
  static final Keywords<NotifyReader> OF_INSTANCES =
      with(
          with(ofGroups(), LOWER, "Run when a master hears an advertisement of lower priority"),
          DELETED,
          "Run when a reload takes it away");

  private final Map<String, Command> commands = new HashMap<>();
  private Optional<Boolean> priorityChanges = Optional.empty();

  private static Keywords<NotifyReader> ofGroups() {
    Keywords<NotifyReader> keywords = Keywords.none();
    keywords =
        with(keywords, ANY, "Run at each change, with the kind, the name, the state, the priority");
    keywords = with(keywords, MASTER, "Run when it becomes master");
    keywords = with(keywords, BACKUP, "Run when it becomes backup");
    keywords = with(keywords, FAULT, "Run when something tracked goes down");
    keywords = with(keywords, STOP, "Run when the daemon stops");
    return keywords.on(
        keyword("notify_priority_changes", flag())
            .byDefault(Standard.sameAs("vrrp_notify_priority_changes"))
            .says("FIFOs are told of each change of the priority"),
        (reader, on) -> reader.priorityChanges = Optional.of(on));
  }

  private static Keywords<NotifyReader> with(
      Keywords<NotifyReader> keywords, String name, String line) {
    return keywords.onFirst(
        keyword(name, command()).says(line),
        (reader, command) -> command.ifPresent(c -> reader.commands.put(name, c)));
  }

  NotifyScripts scripts(boolean priorityChangesOtherwise) {
    return new NotifyScripts(
        of(MASTER),
        of(BACKUP),
        of(FAULT),
        of(STOP),
        of(DELETED),
        of(LOWER),
        of(ANY),
        priorityChanges.orElse(priorityChangesOtherwise));
  }

  private Optional<Command> of(String keyword) {
    return Optional.ofNullable(commands.get(keyword));
  }
}
