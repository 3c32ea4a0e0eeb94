// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scripts that are tracked and not defined: keepalived leaves the virtual router untracked, and
 * looks only at what stands before it.
 */
final class TrackedScripts {
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final Map<String, Word> defined = new LinkedHashMap<>();
  private final List<Word> notYet = new ArrayList<>();

  TrackedScripts(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Takes a {@code vrrp_script}. */
  void define(Statement script) {
    context
        .words()
        .only(script, "a name")
        .ifPresent(name -> defined.putIfAbsent(name.text(), name));
  }

  /** Looks at what a virtual router, or a group of them, tracks. */
  void look(Statement router) {
    for (Statement track : router.children()) {
      if (track.name().equals("track_script")) {
        for (Statement item : track.children()) {
          if (!defined.containsKey(item.name())) {
            notYet.add(item.keyword());
          }
        }
      }
    }
  }

  void finish() {
    for (Word script : notYet) {
      Word later = defined.get(script.text());
      diagnostics.warning(
          script.position(),
          later == null
              ? "there is no vrrp_script "
                  + Quoted.quote(script.text())
                  + Suggestion.hint(script.text(), defined.keySet())
              : "vrrp_script "
                  + Quoted.quote(script.text())
                  + " is defined further down, on "
                  + later.position().seenFrom(script.position())
                  + ": keepalived does not find it there");
    }
  }
}
