// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Characters;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts values where <code>$NAME</code> or <code>${NAME}</code> stands. The short form needs a
 * blank, a comma, a closing parenthesis or the line's end after it. A value of several lines can
 * only stand at the end of a line: its first line goes there, the others follow as lines.
 */
final class References {
  /** A reference that a value takes the place of. */
  private record Found(int from, int to, List<SourceLine> value) {}

  /**
   * A line after one reference got its value.
   *
   * @param line the line
   * @param more the lines that follow it
   */
  record Replaced(SourceLine line, List<SourceLine> more) {}

  /** A reference, whether anything can take its place or not. */
  private record Reference(int from, int to, String name, boolean braced, boolean ends) {}

  private final Definitions definitions;
  private final BuiltIns builtIns;

  References(Definitions definitions, BuiltIns builtIns) {
    this.definitions = definitions;
    this.builtIns = builtIns;
  }

  /** Replaces the first reference that has a value; nothing if there is none. */
  Optional<Replaced> replaceFirst(SourceLine line, Path directory) {
    return find(line, directory)
        .map(
            found ->
                new Replaced(
                    line.replaced(found.from, found.to, found.value.get(0).text()),
                    found.value.subList(1, found.value.size())));
  }

  private Optional<Found> find(SourceLine line, Path directory) {
    String text = line.text();
    for (LineScan scan = new LineScan(text); scan.step(); ) {
      Optional<Reference> reference = at(text, scan.index());
      if (reference.isEmpty() || !reference.get().ends) {
        continue;
      }
      Reference r = reference.get();
      Optional<List<SourceLine>> value =
          definitions
              .of(r.name)
              .or(
                  () ->
                      builtIns.value(r.name, directory).map(v -> List.of(line.instead(r.from, v))));
      boolean fits = value.isPresent() && (value.get().size() == 1 || isLast(text, r, scan));
      if (fits) {
        return Optional.of(new Found(r.from, r.to, value.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean isLast(String text, Reference reference, LineScan scan) {
    int end = LineScan.commentStart(text);
    return !scan.isQuoted() && LineScan.skipBlanks(text, reference.to) >= end;
  }

  private static Optional<Reference> at(String text, int index) {
    if (text.charAt(index) != '$' || index + 1 == text.length()) {
      return Optional.empty();
    }
    if (text.charAt(index + 1) == '{') {
      int end = Characters.endOfReference(text, index);
      return end < 0
          ? Optional.empty()
          : Optional.of(new Reference(index, end, text.substring(index + 2, end - 1), true, true));
    }
    int end = LineScan.endOfName(text, index + 1);
    if (end == index + 1) {
      return Optional.empty();
    }
    boolean ends =
        end == text.length()
            || Characters.isBlank(text.charAt(end))
            || text.charAt(end) == ','
            || text.charAt(end) == ')'
            || text.charAt(end) == '#'
            || text.charAt(end) == '!';
    return Optional.of(new Reference(index, end, text.substring(index + 1, end), false, ends));
  }

  /** Says which references of a line have got no value, where that is hardly meant. */
  void report(SourceLine line, Diagnostics diagnostics) {
    String text = line.text();
    for (LineScan scan = new LineScan(text); scan.step(); ) {
      Optional<Reference> reference = at(text, scan.index());
      if (reference.isEmpty()) {
        continue;
      }
      Reference r = reference.get();
      Position at = line.position(r.from);
      if (!LineScan.isName(r.name)) {
        if (r.braced && !scan.isQuoted()) {
          diagnostics.error(at, "this is no reference: '${NAME}' takes a name" + defaultHint(r));
        }
        continue;
      }
      boolean defined = definitions.of(r.name).isPresent();
      if (defined && !r.ends) {
        diagnostics.warning(
            at,
            "'$" + r.name + "' is not replaced before this character: write '${" + r.name + "}'");
      } else if (defined && !scan.isQuoted()) {
        diagnostics.error(
            at, "the value of '$" + r.name + "' has several lines: it can only end a line");
      } else if (!defined && r.braced && !scan.isQuoted()) {
        // The name may be a piece of a password, so only a known name is shown.
        diagnostics.error(
            at,
            "this reference has no definition before it"
                + Suggestion.hint(r.name, definitions.names()));
      } else if (!defined && r.ends && !scan.isQuoted()) {
        diagnostics.warning(
            at,
            "this looks like a reference and has no definition before it: it is taken as it stands"
                + Suggestion.hint(r.name, definitions.names()));
      }
    }
  }

  private static String defaultHint(Reference reference) {
    return reference.name.contains(":-")
        ? " (keepalived.conf has no default values: put a line '$NAME=VALUE' before)"
        : "";
  }
}
