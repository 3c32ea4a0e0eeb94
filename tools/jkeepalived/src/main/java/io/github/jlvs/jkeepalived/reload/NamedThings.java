// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Things of one kind that are known by a name. */
final class NamedThings<T> {
  private final Subject subject;
  private final Function<T, String> name;

  NamedThings(Subject subject, Function<T, String> name) {
    this.subject = subject;
    this.name = name;
  }

  /**
   * What becomes of them.
   *
   * @param settings which settings differ; none: the thing is not touched
   */
  List<Change> between(List<T> before, List<T> after, BiFunction<T, T, List<String>> settings) {
    Map<String, T> next = new LinkedHashMap<>();
    after.forEach(each -> next.put(name.apply(each), each));
    List<Change> changes = new ArrayList<>();
    for (T each : before) {
      String called = name.apply(each);
      T then = next.remove(called);
      if (then == null) {
        changes.add(new Change(subject, Deed.REMOVED, called, List.of()));
        continue;
      }
      List<String> changed = settings.apply(each, then);
      if (!changed.isEmpty()) {
        changes.add(new Change(subject, Deed.CHANGED, called, changed));
      }
    }
    next.keySet().forEach(each -> changes.add(new Change(subject, Deed.ADDED, each, List.of())));
    return changes;
  }
}
