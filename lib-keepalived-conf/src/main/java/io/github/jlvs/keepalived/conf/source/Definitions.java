// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.SourceLine;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that <code>$NAME=</code> lines have given so far: one line each, or several. */
final class Definitions {
  private final Map<String, List<SourceLine>> values = new HashMap<>();

  void define(String name, List<SourceLine> lines) {
    values.put(name, List.copyOf(lines));
  }

  Optional<List<SourceLine>> of(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }
}
