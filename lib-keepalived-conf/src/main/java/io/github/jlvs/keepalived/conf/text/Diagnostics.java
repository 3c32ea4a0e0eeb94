// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects diagnostics in the order they are found. Not safe for use by several threads. */
public final class Diagnostics {
  /** More than anybody reads; a file of wrong lines must not become more messages than memory. */
  private static final int MOST = 1000;

  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private Optional<Position> notKept = Optional.empty();
  private boolean errors;

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

  private void add(Diagnostic diagnostic) {
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
   * Everything found, by position; what was found first comes first within one position.
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
    return Stream.concat(found.stream(), rest)
        .sorted(Comparator.comparing(Diagnostic::position))
        .toList();
  }
}
