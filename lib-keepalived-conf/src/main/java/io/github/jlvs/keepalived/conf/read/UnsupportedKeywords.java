// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;

/**
 * Warns of each use of a keyword that keepalived knows and the daemon of this release does not act
 * on, so that nobody relies on it.
 */
final class UnsupportedKeywords {
  private record Use(Position position, String keyword, String consequence) {}

  private final Diagnostics diagnostics;
  private boolean mail;

  UnsupportedKeywords(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Takes a use of a keyword that is not acted on. */
  void take(Statement statement, Consequence consequence) {
    Use use = new Use(statement.position(), statement.name(), consequence.text());
    switch (consequence.concern()) {
      case ITSELF -> say(use);
      case MAIL -> {
        if (!mail) {
          mail = true;
          say(use.position, "mail", consequence.text());
        }
      }
    }
  }

  /** A virtual server of a group of addresses. */
  void serverGroup(Position position) {
    say(position, Quoted.quote("virtual_server group"), "its services are not in the table");
  }

  /** An option of an address. */
  void option(Position position, String name) {
    say(position, Quoted.quote(name), Consequence.IGNORED.text());
  }

  private void say(Use use) {
    say(use.position, Quoted.quote(use.keyword), use.consequence);
  }

  private void say(Position position, String what, String consequence) {
    diagnostics.warning(
        position, what + " is known to keepalived, not supported yet: " + consequence);
  }
}
