// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.keyword.Consequence;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns of each use of a keyword that keepalived knows and the daemon of this release does not act
 * on, so that nobody relies on it.
 */
final class UnsupportedKeywords {
  private static final int NAMED = 3;

  private record Use(Position position, String keyword, String consequence) {}

  private record Reason(String file, String text) {}

  /** The words of one file that are without effect for one reason, from the first one's place. */
  private record Group(Position first, Set<String> words) {}

  private final Diagnostics diagnostics;
  private final Map<Reason, Group> withoutEffect = new LinkedHashMap<>();

  UnsupportedKeywords(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Takes a use of a keyword that is not acted on. */
  void take(Statement statement, Consequence consequence) {
    Use use = new Use(statement.position(), statement.name(), consequence.text());
    switch (consequence.concern()) {
      case ITSELF -> say(use.position, Quoted.quote(use.keyword), use.consequence);
      case WITHOUT_EFFECT -> withoutEffect(use.position, use.keyword, use.consequence);
      case HOLDS_ANYWAY -> {
        // Nobody has to know.
      }
      case REFUSED ->
          diagnostics.error(
              use.position, Quoted.quote(use.keyword) + " is refused: " + use.consequence);
    }
  }

  /** A use of a keyword that changes nothing; all of one reason are told together. */
  void withoutEffect(Position position, String keyword, String reason) {
    withoutEffect
        .computeIfAbsent(
            new Reason(position.file(), reason),
            absent -> new Group(position, new LinkedHashSet<>()))
        .words
        .add(keyword);
  }

  /** An option of an address. */
  void option(Position position, String name, String consequence) {
    say(position, Quoted.quote(name), consequence);
  }

  /** Says what depends on the whole configuration. */
  void finish() {
    withoutEffect.forEach((reason, group) -> sayWithoutEffect(group, reason.text));
  }

  /** Of thirty words that arrange processes a reader needs the first ones, and the reason once. */
  private void sayWithoutEffect(Group group, String reason) {
    int more = group.words.size() - NAMED;
    String words =
        group.words.stream().limit(NAMED).map(Quoted::quote).collect(Collectors.joining(", "));
    diagnostics.warning(
        group.first,
        words
            + (more > 0
                ? " and " + more + " more of the kind are"
                : more == 1 - NAMED ? " is" : " are")
            + " without effect here: "
            + reason);
  }

  private void say(Position position, String what, String consequence) {
    diagnostics.warning(
        position, what + " is known to keepalived, not supported yet: " + consequence);
  }
}
