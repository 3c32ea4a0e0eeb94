// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scripts of a configuration, and who tracks them. */
final class ScriptDefinitions {
  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final Map<String, VrrpScriptReader.Definition> defined = new LinkedHashMap<>();

  /** The names of those that are wrong: told already, where they are defined. */
  private final Set<String> wrong = new HashSet<>();

  private final Set<String> used = new HashSet<>();

  ScriptDefinitions(ReaderContext context) {
    this.context = context;
    this.diagnostics = context.diagnostics();
  }

  /** Takes a {@code vrrp_script}; of two with one name the first counts, as in keepalived. */
  void define(Statement block) {
    Optional<VrrpScriptReader.Definition> read = new VrrpScriptReader(context).read(block);
    if (read.isEmpty()) {
      block.arguments().stream().findFirst().ifPresent(name -> wrong.add(name.text()));
      return;
    }
    Word name = read.get().name();
    VrrpScriptReader.Definition before = defined.putIfAbsent(name.text(), read.get());
    if (before != null) {
      diagnostics.warning(
          name.position(),
          "vrrp_script "
              + Quoted.quote(name.text())
              + " is defined on "
              + before.name().position().seenFrom(name.position())
              + " already: that one counts");
    }
  }

  /** What a virtual router tracks, or a group of them; the first line for a script counts. */
  Map<String, Tracking> tracked(List<TrackedItem> items) {
    Map<String, Tracking> tracked = new LinkedHashMap<>();
    for (TrackedItem item : items) {
      Optional<VrrpScriptReader.Definition> script = find(item.name());
      if (script.isEmpty()) {
        continue;
      }
      TrackedItem.Weight weight = item.weight().orElse(script.get().weight());
      Tracking tracking =
          new Tracking(script.get().script().thing(), weight.number(), weight.reverse());
      if (tracked.putIfAbsent(item.name().text(), tracking) != null) {
        diagnostics.warning(
            item.name().position(),
            Quoted.quote(item.name().text()) + " is tracked already: this line is ignored");
      }
    }
    return tracked;
  }

  private Optional<VrrpScriptReader.Definition> find(Word name) {
    used.add(name.text());
    Optional<VrrpScriptReader.Definition> script = Optional.ofNullable(defined.get(name.text()));
    if (script.isEmpty() && !wrong.contains(name.text())) {
      diagnostics.warning(
          name.position(),
          "there is no vrrp_script "
              + Quoted.quote(name.text())
              + Suggestion.hint(name.text(), defined.keySet())
              + ": nothing is tracked by this line");
    } else if (script.isPresent() && isLater(script.get().name().position(), name.position())) {
      diagnostics.warning(
          name.position(),
          "vrrp_script "
              + Quoted.quote(name.text())
              + " is defined further down, on "
              + script.get().name().position().seenFrom(name.position())
              + ": it is tracked here, but keepalived does not find it there");
    }
    return script;
  }

  private static boolean isLater(Position definition, Position use) {
    return definition.file().equals(use.file()) && definition.line() > use.line();
  }

  /** Says which ones nobody tracks. */
  void finish() {
    defined.values().stream()
        .filter(each -> !used.contains(each.script().name()))
        .forEach(
            each ->
                diagnostics.warning(
                    each.name().position(),
                    "vrrp_script "
                        + Quoted.quote(each.script().name())
                        + " is not tracked by any virtual router: it is not run"));
  }

  /** Those that somebody tracks. */
  List<VrrpScript> scripts() {
    return defined.values().stream()
        .map(VrrpScriptReader.Definition::script)
        .filter(script -> used.contains(script.name()))
        .toList();
  }
}
