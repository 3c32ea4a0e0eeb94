// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

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
import java.util.function.Function;

/**
 * What a configuration defines of one kind that virtual routers track, and who tracks it.
 *
 * @param <T> what a definition is
 */
final class Definitions<T> {
  private final String keyword;
  private final String unused;
  private final Function<Statement, Optional<Definition<T>>> reader;
  private final Diagnostics diagnostics;
  private final Map<String, Definition<T>> defined = new LinkedHashMap<>();

  /** The names of those that are wrong: told already, where they are defined. */
  private final Set<String> wrong = new HashSet<>();

  private final Set<String> used = new HashSet<>();

  /**
   * Makes one.
   *
   * @param keyword what opens a definition
   * @param unused what follows where nobody tracks one, for messages
   * @param reader reads a definition
   */
  Definitions(
      String keyword,
      String unused,
      Function<Statement, Optional<Definition<T>>> reader,
      Diagnostics diagnostics) {
    this.keyword = keyword;
    this.unused = unused;
    this.reader = reader;
    this.diagnostics = diagnostics;
  }

  /** Takes a definition; of two with one name the first counts, as in keepalived. */
  void define(Statement block) {
    Optional<Definition<T>> read = reader.apply(block);
    if (read.isEmpty()) {
      block.arguments().stream().findFirst().ifPresent(name -> wrong.add(name.text()));
      return;
    }
    Word name = read.get().name();
    Definition<T> before = defined.putIfAbsent(name.text(), read.get());
    if (before != null) {
      diagnostics.warning(
          name.position(),
          keyword
              + " "
              + Quoted.quote(name.text())
              + " is defined on "
              + before.name().position().seenFrom(name.position())
              + " already: that one counts");
    }
  }

  /**
   * What a virtual router tracks, or a group of them, by the name under which it does; of several
   * lines for one thing the first counts.
   */
  Map<String, TrackedUse> tracked(List<TrackedItem> items) {
    Map<String, TrackedUse> tracked = new LinkedHashMap<>();
    for (TrackedItem item : items) {
      Optional<Definition<T>> found = find(item.name());
      if (found.isEmpty()) {
        continue;
      }
      TrackedItem.Weight weight = item.weight().orElse(found.get().weight());
      String thing = found.get().thing();
      Tracking tracking = new Tracking(thing, weight.number(), weight.reverse());
      if (tracked.putIfAbsent(thing, new TrackedUse(item, tracking)) != null) {
        diagnostics.warning(
            item.name().position(),
            Quoted.quote(item.name().text()) + " is tracked already: this line is ignored");
      }
    }
    return tracked;
  }

  /** One that has been defined by now; that there is none is reported. */
  Optional<Definition<T>> known(Word name) {
    used.add(name.text());
    Optional<Definition<T>> found = Optional.ofNullable(defined.get(name.text()));
    if (found.isEmpty() && !wrong.contains(name.text())) {
      diagnostics.error(
          name.position(),
          "there is no "
              + keyword
              + " "
              + Quoted.quote(name.text())
              + " further up"
              + Suggestion.hint(name.text(), defined.keySet()));
    }
    return found;
  }

  private Optional<Definition<T>> find(Word name) {
    used.add(name.text());
    Optional<Definition<T>> found = Optional.ofNullable(defined.get(name.text()));
    if (found.isEmpty() && !wrong.contains(name.text())) {
      diagnostics.warning(
          name.position(),
          "there is no "
              + keyword
              + " "
              + Quoted.quote(name.text())
              + Suggestion.hint(name.text(), defined.keySet())
              + ": nothing is tracked by this line");
    } else if (found.isPresent() && isLater(found.get().name().position(), name.position())) {
      diagnostics.warning(
          name.position(),
          keyword
              + " "
              + Quoted.quote(name.text())
              + " is defined further down, on "
              + found.get().name().position().seenFrom(name.position())
              + ": it is tracked here, but keepalived does not find it there");
    }
    return found;
  }

  private static boolean isLater(Position definition, Position use) {
    return definition.file().equals(use.file()) && definition.line() > use.line();
  }

  /** Says which ones nobody tracks. */
  void finish() {
    defined.values().stream()
        .filter(each -> !used.contains(each.name().text()))
        .forEach(
            each ->
                diagnostics.warning(
                    each.name().position(),
                    keyword
                        + " "
                        + Quoted.quote(each.name().text())
                        + " is not tracked by any virtual router: "
                        + unused));
  }

  /** Those that somebody tracks. */
  List<T> used() {
    return defined.values().stream()
        .filter(each -> used.contains(each.name().text()))
        .map(Definition::value)
        .toList();
  }
}
