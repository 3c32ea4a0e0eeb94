// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read and checked, and not done by the daemon of this release. It is said, so that nobody
 * relies on it.
 */
final class NotDone {
  private static final Set<String> NOTIFY = Set.copyOf(NotifyReader.KEYWORDS);

  /** Keywords that name a script. */
  private static final Map<BlockKind, Set<String>> SCRIPTS =
      new EnumMap<>(
          Map.of(
              BlockKind.VRRP_INSTANCE,
              NOTIFY,
              BlockKind.VRRP_SYNC_GROUP,
              NOTIFY,
              BlockKind.VIRTUAL_SERVER,
              Set.of("quorum_up", "quorum_down"),
              BlockKind.REAL_SERVER,
              Set.of("notify_up", "notify_down")));

  /** Keywords that say how scripts run: worth a word only where there is a script. */
  private static final Set<String> OF_SCRIPTS = Set.of("script_user", "enable_script_security");

  private final Diagnostics diagnostics;
  private final List<Statement> ofScripts = new ArrayList<>();
  private boolean scripts;

  NotDone(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Looks at a statement that a reader is about to take. */
  void look(BlockKind kind, Statement statement) {
    String keyword = statement.name();
    if (SCRIPTS.getOrDefault(kind, Set.of()).contains(keyword)) {
      scripts = true;
      say(statement.position(), keyword, "the script is not run");
    } else if (kind == BlockKind.GLOBAL_DEFS && OF_SCRIPTS.contains(keyword)) {
      ofScripts.add(statement);
    } else if (kind == BlockKind.GLOBAL_DEFS && keyword.equals("vrrp_startup_delay")) {
      say(statement.position(), keyword, "virtual routers start without delay");
    }
  }

  /** Says what depends on the whole configuration. */
  void finish() {
    for (Statement statement : scripts ? ofScripts : List.<Statement>of()) {
      say(statement.position(), statement.name(), "no script is run");
    }
  }

  private void say(Position position, String keyword, String so) {
    diagnostics.warning(
        position, Quoted.quote(keyword) + " is known to keepalived, not supported yet: " + so);
  }
}
