// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.vrrp.linux.StaticSetup;
import io.github.jlvs.vrrp.linux.VirtualRoute;
import io.github.jlvs.vrrp.linux.VirtualRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What becomes of the addresses, routes and rules that the host has whoever is master. */
final class StaticChanges {
  private StaticChanges() {}

  static List<Change> between(Configuration before, Configuration after) {
    StaticSetup was = before.hostSettings().statics();
    StaticSetup is = after.hostSettings().statics();
    List<Change> changes = new ArrayList<>();
    changes.addAll(entries(was.addresses(), is.addresses(), each -> "address " + each));
    changes.addAll(entries(was.routes(), is.routes(), VirtualRoute::toString));
    changes.addAll(entries(was.rules(), is.rules(), VirtualRule::toString));
    return changes;
  }

  /** An entry has no name: one that differs in anything is another one. */
  private static <T> List<Change> entries(List<T> before, List<T> after, Function<T, String> text) {
    Set<T> removed = new LinkedHashSet<>(before);
    after.forEach(removed::remove);
    Set<T> added = new LinkedHashSet<>(after);
    before.forEach(added::remove);
    List<Change> changes = new ArrayList<>();
    removed.forEach(
        each ->
            changes.add(
                new Change(Subject.STATIC_ENTRY, Deed.REMOVED, text.apply(each), List.of())));
    added.forEach(
        each ->
            changes.add(new Change(Subject.STATIC_ENTRY, Deed.ADDED, text.apply(each), List.of())));
    return changes;
  }
}
