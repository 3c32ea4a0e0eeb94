// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.explain.Declarations.Declared;
import io.github.jlvs.keepalived.conf.keyword.Registration.Repetition;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what counts for a keyword: its line, or what its declaration says that holds without. */
final class Defaults {
  private final Scope global;

  private record Found(String value, Source source, boolean isWritable) {
    /** As another keyword's value that this one takes. */
    Found inherited() {
      return source instanceof Source.At at
          ? new Found(value, new Source.Inherited(at.position()), isWritable)
          : this;
    }
  }

  /** A keyword in a block, whether it has a line there or not. */
  private record Place(Declared declared, Scope scope) {
    Standard standard() {
      return declared.keyword().standard();
    }
  }

  Defaults(Scope global) {
    this.global = global;
  }

  /** What counts for a keyword in a block; nothing where it is simply not there. */
  List<ExplainedValue> values(Declared declared, Scope scope) {
    Place place = new Place(declared, scope);
    List<Statement> lines = lines(place);
    Stream<Found> found =
        declared.repetition() == Repetition.EACH_COUNTS && !lines.isEmpty()
            ? lines.stream().flatMap(line -> given(place, line).stream())
            : found(place).stream();
    return found
        .map(
            each ->
                new ExplainedValue(
                    declared.keyword().name(),
                    each.value,
                    each.source,
                    each.isWritable,
                    Optional.empty()))
        .toList();
  }

  private Optional<Found> found(Place place) {
    return given(place).or(() -> holds(place.standard(), place));
  }

  private static Optional<Found> given(Place place) {
    Declared declared = place.declared;
    List<Statement> lines = lines(place);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Statement line =
        declared.names().size() > 1
            ? Collections.max(lines, Comparator.comparing(Statement::position))
            : lines.get(declared.repetition() == Repetition.FIRST_COUNTS ? 0 : lines.size() - 1);
    return given(place, line);
  }

  private static Optional<Found> given(Place place, Statement line) {
    return Shown.value(place.scope.kind(), place.declared.keyword(), line)
        .map(value -> new Found(value, new Source.At(line.position()), true));
  }

  private static List<Statement> lines(Place place) {
    return place.declared.names().stream()
        .flatMap(name -> place.scope.lines(name).stream())
        .toList();
  }

  /** What holds without a line of its own. */
  private Optional<Found> holds(Standard standard, Place place) {
    if (standard instanceof Standard.Nothing) {
      return Optional.empty();
    } else if (standard instanceof Standard.Value value) {
      return byDefault(value.value(), true);
    } else if (standard instanceof Standard.InWords words) {
      return byDefault(words.words(), false);
    } else if (standard instanceof Standard.Same same) {
      return other(same, place).flatMap(this::found).map(Found::inherited);
    } else if (standard instanceof Standard.Global) {
      return inGlobal(place).flatMap(this::found).map(Found::inherited);
    } else if (standard instanceof Standard.Around) {
      return outer(place).flatMap(this::found).map(Found::inherited);
    } else if (standard instanceof Standard.Else either) {
      return said(either.first(), place).or(() -> holds(either.otherwise(), place));
    } else if (standard instanceof Standard.Except except) {
      return isCase(except.when(), place)
          ? byDefault(except.exception(), true)
          : holds(except.usual(), place);
    }
    throw new IllegalStateException("no rule for " + standard);
  }

  private static Optional<Found> byDefault(String value, boolean isWritable) {
    return Optional.of(new Found(value, new Source.Default(), isWritable));
  }

  /** What the lines say that a standard refers to; nothing where there is none. */
  private Optional<Found> said(Standard standard, Place place) {
    if (standard instanceof Standard.Nothing
        || standard instanceof Standard.Value
        || standard instanceof Standard.InWords) {
      return Optional.empty();
    } else if (standard instanceof Standard.Same same) {
      return other(same, place).flatMap(this::said);
    } else if (standard instanceof Standard.Global) {
      return inGlobal(place).flatMap(this::said);
    } else if (standard instanceof Standard.Around) {
      return outer(place)
          .flatMap(outer -> given(outer).map(Found::inherited).or(() -> said(standard, outer)));
    } else if (standard instanceof Standard.Else either) {
      return said(either.first(), place).or(() -> said(either.otherwise(), place));
    } else if (standard instanceof Standard.Except except) {
      return said(except.usual(), place);
    }
    throw new IllegalStateException("no rule for " + standard);
  }

  private Optional<Found> said(Place place) {
    return given(place).map(Found::inherited).or(() -> said(place.standard(), place));
  }

  private Optional<Place> other(Standard.Same same, Place place) {
    return in(place.scope, same.keyword()).or(() -> in(global, same.keyword()));
  }

  private Optional<Place> inGlobal(Place place) {
    return in(global, place.declared.keyword().name());
  }

  /** The keyword in the next block around that knows it under any name. */
  private static Optional<Place> outer(Place place) {
    Optional<Scope> around = place.scope.around();
    while (around.isPresent()) {
      Optional<Place> there = in(around.get(), place.declared.keyword().name());
      if (there.isPresent()) {
        return there;
      }
      around = around.get().around();
    }
    return Optional.empty();
  }

  private static Optional<Place> in(Scope scope, String keyword) {
    return Declarations.find(scope.kind(), keyword).map(declared -> new Place(declared, scope));
  }

  private boolean isCase(Standard.When when, Place place) {
    Scope scope = place.scope;
    if (when instanceof Standard.When.Has has) {
      return other(new Standard.Same(has.keyword()), place)
          .flatMap(this::said)
          .filter(found -> found.value.equals(has.value()))
          .isPresent();
    } else if (when instanceof Standard.When.AnyLine any) {
      return any.keywords().stream().anyMatch(keyword -> !scope.lines(keyword).isEmpty());
    } else if (when instanceof Standard.When.InList list) {
      return scope.lines(list.list()).stream()
          .flatMap(block -> block.children().stream())
          .flatMap(line -> line.arguments().stream())
          .anyMatch(word -> list.words().contains(word.text()));
    } else if (when instanceof Standard.When.FirewallMark) {
      return scope.header().stream().findFirst().equals(Optional.of("fwmark"));
    }
    throw new IllegalStateException("no rule for " + when);
  }
}
