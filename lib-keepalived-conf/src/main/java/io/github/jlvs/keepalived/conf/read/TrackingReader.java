// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a virtual router tracks, or a group of them. */
final class TrackingReader {
  static final Keywords<TrackingReader> KEYWORDS =
      Keywords.<TrackingReader>none()
          .onEach(
              list("track_interface", "an interface; " + TrackedItem.DESCRIPTION)
                  .says("Its loss is a fault, or with a weight changes the priority"),
              (reader, lines) -> lines.forEach(reader::trackInterface))
          .onEach(
              list("track_script", "a `vrrp_script`; " + TrackedItem.DESCRIPTION)
                  .says("Its failure is a fault, or with a weight changes the priority"),
              (reader, lines) ->
                  lines.forEach(line -> reader.scripts.add(TrackedItem.of(line, reader.context))));

  private final ReaderContext context;
  private final List<Tracking> interfaces = new ArrayList<>();
  private final List<TrackedItem> scripts = new ArrayList<>();

  TrackingReader(ReaderContext context) {
    this.context = context;
  }

  private void trackInterface(Statement line) {
    TrackedItem item = TrackedItem.of(line, context);
    TrackedItem.Weight weight = item.weight().orElse(TrackedItem.Weight.NONE);
    context
        .read(new InterfaceValue(), item.name())
        .ifPresent(name -> interfaces.add(new Tracking(name, weight.number(), weight.reverse())));
  }

  List<Tracking> interfaces() {
    return interfaces;
  }

  /** The scripts by their names. */
  Map<String, Tracking> scripts(ScriptDefinitions definitions) {
    return new LinkedHashMap<>(definitions.tracked(scripts));
  }

  /** Where a script is named, for messages. */
  TrackedItem item(String script) {
    return scripts.stream()
        .filter(item -> item.name().text().equals(script))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(script + " is not tracked here"));
  }
}
