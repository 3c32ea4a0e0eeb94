// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which settings of a thing have changed. */
final class Settings<T> {
  private final T before;
  private final T after;
  private final List<String> changed = new ArrayList<>();

  Settings(T before, T after) {
    this.before = before;
    this.after = after;
  }

  /** Looks at one more setting. */
  Settings<T> compare(String word, Function<T, ?> value) {
    if (!value.apply(before).equals(value.apply(after))) {
      changed.add(word);
    }
    return this;
  }

  /** In the order in which they were looked at. */
  List<String> changed() {
    return List.copyOf(changed);
  }
}
