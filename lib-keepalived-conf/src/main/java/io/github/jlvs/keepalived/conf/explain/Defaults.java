// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.explain.Declarations.Declared;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what counts for a keyword: its line, or what its declaration says that holds without one.
 * That text is read here as people read it in the documentation:
 *
 * <ul>
 *   <li>{@code 5}, or {@code 0, which is never}: a value
 *   <li>{@code BACKUP; MASTER with priority 255}, {@code 0; 360 with `persistence_engine`}, {@code
 *       UDP; TCP for a firewall mark}: a value, and another where something holds in the block
 *   <li>{@code `vrrp_strict`}, {@code that of `lb_kind`}: that of another keyword of the block, or
 *       of {@code global_defs}
 *   <li>{@code that of the block around}, {@code that of the virtual server}: that of the same
 *       keyword further out
 *   <li>{@code ..., else ...}: the second where no line says the first
 *   <li>anything else: words
 * </ul>
 */
final class Defaults {
  private static final String ELSE = ", else ";
  private static final Pattern OTHER = Pattern.compile("(?:that of )?`(\\S+)`");
  private static final Pattern AROUND =
      Pattern.compile("that of the (?:block around|virtual server)");
  private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9.:/_-]+)(?:[,;] .*)?");
  private static final Pattern WITH = Pattern.compile(".*; (\\S+) with (\\S+) (\\S+)");
  private static final Pattern WITH_LINE = Pattern.compile(".*; (\\S+) with (`.*`)");
  private static final Pattern NAME = Pattern.compile("`(\\S+)`");
  private static final Pattern FOR_A_MARK = Pattern.compile(".*; (\\S+) for a firewall mark");

  /** Nobody's configuration goes further round. */
  private static final int DEEPEST = 8;

  private final Scope global;

  private record Found(String value, Source source, boolean isWritable) {}

  Defaults(Scope global) {
    this.global = global;
  }

  /** What counts for a keyword in a block; nothing where it is simply not there. */
  Optional<ExplainedValue> value(Declared declared, Scope scope) {
    String name = declared.keyword().name();
    return given(declared, scope)
        .or(() -> standard(declared.keyword().standard(), declared, scope, 0))
        .map(
            found ->
                new ExplainedValue(
                    name, found.value, found.source, found.isWritable, Optional.empty()));
  }

  private static Optional<Found> given(Declared declared, Scope scope) {
    List<Statement> lines =
        declared.names().stream().flatMap(name -> scope.lines(name).stream()).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Statement line =
        declared.names().size() > 1
            ? Collections.max(lines, Comparator.comparing(Statement::position))
            : lines.get(declared.firstCounts() ? 0 : lines.size() - 1);
    return Shown.value(declared.keyword(), line)
        .map(value -> new Found(value, new Source.At(line.position()), true));
  }

  private Optional<Found> standard(String text, Declared declared, Scope scope, int depth) {
    if (text.isEmpty() || depth > DEEPEST) {
      return Optional.empty();
    }
    int otherwise = text.indexOf(ELSE);
    String first = otherwise < 0 ? text : text.substring(0, otherwise);
    String rest = otherwise < 0 ? "" : text.substring(otherwise + ELSE.length());
    Matcher other = OTHER.matcher(first);
    if (other.matches()) {
      Scope where = Declarations.find(scope.kind(), other.group(1)).isPresent() ? scope : global;
      return inherited(other.group(1), where, rest, declared, scope, depth);
    } else if (AROUND.matcher(first).matches()) {
      Optional<Scope> outer = outer(declared, scope);
      return outer.isPresent()
          ? inherited(declared.keyword().name(), outer.get(), rest, declared, scope, depth)
          : standard(rest, declared, scope, depth + 1);
    }
    return Optional.of(plain(text, scope));
  }

  /** The next block around that knows the keyword under any name. */
  private static Optional<Scope> outer(Declared declared, Scope scope) {
    Optional<Scope> around = scope.around();
    while (around.isPresent()
        && Declarations.find(around.get().kind(), declared.keyword().name()).isEmpty()) {
      around = around.get().around();
    }
    return around;
  }

  private Optional<Found> inherited(
      String name, Scope where, String rest, Declared declared, Scope scope, int depth) {
    Optional<Declared> other = Declarations.find(where.kind(), name);
    if (other.isEmpty()) {
      return Optional.empty();
    }
    Optional<Found> line = given(other.get(), where);
    if (line.isPresent()) {
      return line.map(found -> new Found(found.value, inheritedFrom(found.source), true));
    }
    boolean further = AROUND.matcher(firstOf(other.get())).matches();
    return rest.isEmpty() || further
        ? standard(other.get().keyword().standard(), other.get(), where, depth + 1)
        : standard(rest, declared, scope, depth + 1);
  }

  private static String firstOf(Declared declared) {
    String text = declared.keyword().standard();
    int otherwise = text.indexOf(ELSE);
    return otherwise < 0 ? text : text.substring(0, otherwise);
  }

  private static Source inheritedFrom(Source source) {
    return source instanceof Source.At at ? new Source.Inherited(at.position()) : source;
  }

  private Found plain(String text, Scope scope) {
    Matcher mark = FOR_A_MARK.matcher(text);
    if (mark.matches() && scope.header().stream().findFirst().equals(Optional.of("fwmark"))) {
      return new Found(mark.group(1), new Source.Default(), true);
    }
    Matcher with = WITH.matcher(text);
    if (with.matches() && holds(with.group(2), with.group(3), scope)) {
      // Written down it would be a wish, which may mean more than the default.
      return new Found(with.group(1), new Source.Default(), false);
    }
    Matcher withLine = WITH_LINE.matcher(text);
    if (withLine.matches()
        && NAME.matcher(withLine.group(2))
            .results()
            .anyMatch(name -> !scope.lines(name.group(1)).isEmpty())) {
      return new Found(withLine.group(1), new Source.Default(), true);
    }
    Matcher value = VALUE.matcher(text);
    return value.matches()
        ? new Found(value.group(1), new Source.Default(), true)
        : new Found(text, new Source.Default(), false);
  }

  private boolean holds(String keyword, String value, Scope scope) {
    return Declarations.find(scope.kind(), keyword)
        .flatMap(declared -> value(declared, scope))
        .map(found -> found.value().equals(value))
        .orElse(false);
  }
}
