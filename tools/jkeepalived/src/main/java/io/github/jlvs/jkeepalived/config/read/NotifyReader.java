// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.model.Command;
import io.github.jlvs.jkeepalived.config.model.NotifyScripts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code notify...} keywords of an instance or a sync group. */
final class NotifyReader {
  static final List<String> KEYWORDS =
      List.of(
          "notify",
          "notify_master",
          "notify_backup",
          "notify_fault",
          "notify_stop",
          "notify_master_rx_lower_pri");

  private final Map<String, Command> commands = new HashMap<>();

  void handle(BlockReader block, ValueParser values) {
    for (String keyword : KEYWORDS) {
      block.onFirst(
          keyword, s -> values.command(s).ifPresent(command -> commands.put(keyword, command)));
    }
  }

  NotifyScripts scripts() {
    return new NotifyScripts(
        of("notify_master"),
        of("notify_backup"),
        of("notify_fault"),
        of("notify_stop"),
        of("notify_master_rx_lower_pri"),
        of("notify"));
  }

  private Optional<Command> of(String keyword) {
    return Optional.ofNullable(commands.get(keyword));
  }
}
