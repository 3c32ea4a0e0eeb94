// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which interfaces a virtual router tracks. */
final class TrackInterfaceReader {
  private static final Value<Integer> WEIGHT = NumberValue.integer("weight", -253, 253);

  static final Keywords<TrackInterfaceReader> KEYWORDS =
      Keywords.<TrackInterfaceReader>none()
          .onEach(
              list("track_interface", "an interface; `weight` and a number, -253 to 253")
                  .says("Its loss is a fault, or with a weight changes the priority"),
              (reader, items) -> items.forEach(reader::track))
          .on(
              keyword("dont_track_primary", presence()).says("The loss of `interface` is no fault"),
              (reader, at) -> reader.primary = false);

  private final ReaderContext context;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> weights = new HashMap<>();
  private boolean primary = true;

  TrackInterfaceReader(ReaderContext context) {
    this.context = context;
  }

  RouterSetup.Builder addTo(RouterSetup.Builder router) {
    return router.trackInterface(primary).trackedInterfaces(faults).interfaceWeights(weights);
  }

  private void track(Statement item) {
    UnexpectedBlock.refuse(item, context.diagnostics());
    Optional<Integer> weight = weight(item).filter(w -> w != 0);
    context.read(new InterfaceValue(), item.keyword()).ifPresent(name -> add(name, weight));
  }

  /** Its loss is a fault, unless it has a weight. */
  private void add(String name, Optional<Integer> weight) {
    if (weight.isPresent()) {
      weights.put(name, weight.get());
    } else {
      faults.add(name);
    }
  }

  private Optional<Integer> weight(Statement item) {
    if (item.arguments().isEmpty()) {
      return Optional.empty();
    }
    Word option = item.arguments().get(0);
    if (option.text().equals("weight")) {
      context.words().atMost(item, 2);
      return context.words().at(item, 1, "a weight").flatMap(w -> context.read(WEIGHT, w));
    }
    context
        .diagnostics()
        .error(
            option.position(),
            Quoted.quote(option.text())
                + " is not an option of a tracked interface: 'weight NUMBER' is");
    return Optional.empty();
  }
}
