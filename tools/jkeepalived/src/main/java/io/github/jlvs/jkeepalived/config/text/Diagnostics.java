// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects diagnostics in the order they are found. Not safe for use by several threads. */
public final class Diagnostics {
  private final List<Diagnostic> found = new ArrayList<>();

  /**
   * Adds an error.
   *
   * @param position where
   * @param message what, and what was probably meant
   */
  public void error(Position position, String message) {
    found.add(new Diagnostic(position, Severity.ERROR, message));
  }

  /**
   * Adds a warning.
   *
   * @param position where
   * @param message what, and what happens now
   */
  public void warning(Position position, String message) {
    found.add(new Diagnostic(position, Severity.WARNING, message));
  }

  /**
   * Adds all of another collection.
   *
   * @param others what to add
   */
  public void addAll(Diagnostics others) {
    found.addAll(others.found);
  }

  /**
   * Whether anything found makes the configuration unusable.
   *
   * @return true if there is an error
   */
  public boolean hasErrors() {
    return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /**
   * Everything found, by position; what was found first comes first within one position.
   *
   * @return an unmodifiable list
   */
  public List<Diagnostic> sorted() {
    return found.stream().sorted(Comparator.comparing(Diagnostic::position)).distinct().toList();
  }
}
