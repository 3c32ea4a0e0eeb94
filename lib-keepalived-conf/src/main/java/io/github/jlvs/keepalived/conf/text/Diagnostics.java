// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects diagnostics in the order they are found. Not safe for use by several threads. */
public final class Diagnostics {
  /** More than anybody reads; a file of wrong lines must not become more messages than memory. */
  private static final int MOST = 1000;

  /** So many further lines with the same warning are named. */
  private static final int NAMED = 3;

  private final Secrets secrets = new Secrets();
  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private Optional<Position> notKept = Optional.empty();
  private boolean errors;
  private int count;

  /** None yet. */
  public Diagnostics() {}

  /**
   * Adds an error.
   *
   * @param position where
   * @param message what, and what was probably meant
   */
  public void error(Position position, String message) {
    errors = true;
    add(new Diagnostic(position, Severity.ERROR, message));
  }

  /**
   * Adds a warning.
   *
   * @param position where
   * @param message what, and what happens now
   */
  public void warning(Position position, String message) {
    add(new Diagnostic(position, Severity.WARNING, message));
  }

  /** Which words no message repeats. */
  Secrets secrets() {
    return secrets;
  }

  private void add(Diagnostic said) {
    count++;
    Position at = said.position();
    Diagnostic diagnostic =
        new Diagnostic(at, said.severity(), secrets.without(at, said.message()));
    if (found.size() < MOST) {
      found.add(diagnostic);
    } else if (!found.contains(diagnostic) && notKept.isEmpty()) {
      notKept = Optional.of(diagnostic.position());
    }
  }

  /**
   * Adds all of another collection.
   *
   * @param others what to add
   */
  public void addAll(Diagnostics others) {
    errors |= others.errors;
    others.found.forEach(this::add);
    notKept = notKept.or(() -> others.notKept);
  }

  /**
   * Whether anything found makes the configuration unusable.
   *
   * @return true if there is an error
   */
  public boolean hasErrors() {
    return errors;
  }

  /**
   * How often something was found, the same twice as well.
   *
   * @return so many times since the beginning
   */
  public int count() {
    return count;
  }

  /**
   * Everything found, by position; what was found first comes first within one position. A warning
   * that several lines of a file have in the same words comes once, and names the other lines.
   *
   * @return an unmodifiable list
   */
  public List<Diagnostic> sorted() {
    Stream<Diagnostic> rest =
        notKept.stream()
            .map(
                at ->
                    new Diagnostic(
                        at,
                        errors ? Severity.ERROR : Severity.WARNING,
                        "there is more to say than "
                            + MOST
                            + " messages: the others are left out"));
    return together(
        Stream.concat(found.stream(), rest)
            .sorted(Comparator.comparing(Diagnostic::position))
            .toList());
  }

  /** What makes two warnings one. */
  private record Alike(String file, String message) {
    static Alike of(Diagnostic diagnostic) {
      return new Alike(diagnostic.position().file(), diagnostic.message());
    }
  }

  /** Errors stay each by itself: every one of them has to be mended, and has its place. */
  private static List<Diagnostic> together(List<Diagnostic> sorted) {
    Map<Alike, List<Diagnostic>> warnings =
        sorted.stream()
            .filter(each -> each.severity() == Severity.WARNING)
            .collect(Collectors.groupingBy(Alike::of));
    List<Diagnostic> all = new ArrayList<>();
    for (Diagnostic each : sorted) {
      if (each.severity() == Severity.ERROR) {
        all.add(each);
        continue;
      }
      List<Diagnostic> alike = warnings.getOrDefault(Alike.of(each), List.of(each));
      if (alike.get(0).equals(each)) {
        all.add(new Diagnostic(each.position(), each.severity(), each.message() + others(alike)));
      }
    }
    return List.copyOf(all);
  }

  private static String others(List<Diagnostic> alike) {
    List<Integer> lines = alike.stream().map(each -> each.position().line()).distinct().toList();
    int more = lines.size() - 1;
    if (more == 0) {
      return "";
    }
    int last = lines.get(more);
    return more > NAMED
        ? "; the same on " + more + " more lines, the last is " + last
        : "; the same on "
            + (more == 1 ? "line " : "lines ")
            + lines.stream().skip(1).map(String::valueOf).collect(Collectors.joining(", "));
  }
}
