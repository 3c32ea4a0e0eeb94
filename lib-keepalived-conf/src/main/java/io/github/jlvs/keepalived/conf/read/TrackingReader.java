// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Quoted;
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
              list("track_interface", TrackedItem.description("an interface", TrackedItem.USUAL))
                  .says("Its loss is a fault, or with a weight changes the priority"),
              (reader, lines) -> lines.forEach(reader::trackInterface))
          .onEach(
              list("track_script", TrackedItem.description("a `vrrp_script`", TrackedItem.USUAL))
                  .says("Its failure is a fault, or with a weight changes the priority"),
              (reader, lines) -> reader.add(reader.scripts, lines, TrackedItem.USUAL))
          .onEach(
              list("track_file", TrackedItem.description("a `track_file`", TrackedItem.LARGE))
                  .says("Its number changes the priority, or is a fault"),
              (reader, lines) -> reader.add(reader.files, lines, TrackedItem.LARGE))
          .onEach(
              list(
                      "track_process",
                      TrackedItem.description("a `vrrp_track_process`", TrackedItem.LARGE))
                  .says("Too few or too many are a fault, or with a weight change the priority"),
              (reader, lines) -> reader.add(reader.processes, lines, TrackedItem.LARGE));

  private final ReaderContext context;
  private final List<Located<Tracking>> interfaces = new ArrayList<>();
  private final List<TrackedItem> scripts = new ArrayList<>();
  private final List<TrackedItem> files = new ArrayList<>();
  private final List<TrackedItem> processes = new ArrayList<>();

  TrackingReader(ReaderContext context) {
    this.context = context;
  }

  private void add(List<TrackedItem> items, List<Statement> lines, int largest) {
    lines.forEach(line -> items.add(TrackedItem.of(line, largest, context)));
  }

  private void trackInterface(Statement line) {
    TrackedItem item = TrackedItem.of(line, TrackedItem.USUAL, context);
    TrackedItem.Weight weight = item.weight().orElse(TrackedItem.Weight.NONE);
    context
        .read(new InterfaceValue(), item.name())
        .map(name -> new Tracking(name, weight.number(), weight.reverse()))
        .ifPresent(tracking -> interfaces.add(new Located<>(tracking, item.name().position())));
  }

  List<Tracking> interfaces() {
    return interfaces.stream().map(Located::value).toList();
  }

  /**
   * Those of a virtual router on this interface. With a weight for that one too its priority would
   * be another than that of a router which leaves the line out, as keepalived does.
   */
  List<Tracking> interfacesOn(String own) {
    List<Tracking> all = new ArrayList<>();
    for (Located<Tracking> each : interfaces) {
      boolean counts = each.value().weight() == 0 || !each.value().thing().equals(own);
      if (counts) {
        all.add(each.value());
      } else {
        context
            .diagnostics()
            .warning(
                each.position(),
                Quoted.quote(own)
                    + " is the interface of this vrrp_instance: its weight is left out, as in"
                    + " keepalived");
      }
    }
    return all;
  }

  /** What is defined elsewhere, by the name under which it is tracked. */
  Map<String, TrackedUse> tracked(TrackedDefinitions definitions) {
    Map<String, TrackedUse> all = new LinkedHashMap<>(definitions.scripts().tracked(scripts));
    all.putAll(definitions.files().tracked(files));
    all.putAll(definitions.processes().tracked(processes));
    return all;
  }
}
