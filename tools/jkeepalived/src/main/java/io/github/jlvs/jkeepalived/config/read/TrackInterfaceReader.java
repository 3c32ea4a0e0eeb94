// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import static io.github.jlvs.jkeepalived.config.argument.Argument.presence;
import static io.github.jlvs.jkeepalived.config.keyword.Keyword.keyword;
import static io.github.jlvs.jkeepalived.config.keyword.Keyword.list;

import io.github.jlvs.jkeepalived.config.argument.InterfaceValue;
import io.github.jlvs.jkeepalived.config.argument.NumberValue;
import io.github.jlvs.jkeepalived.config.argument.Value;
import io.github.jlvs.jkeepalived.config.keyword.Keywords;
import io.github.jlvs.jkeepalived.config.model.TrackedInterface;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.util.ArrayList;
import java.util.List;
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

  private final ValueParser values;
  private final List<TrackedInterface> interfaces = new ArrayList<>();
  private boolean primary = true;

  TrackInterfaceReader(ValueParser values) {
    this.values = values;
  }

  List<TrackedInterface> interfaces() {
    return interfaces;
  }

  /** Whether the loss of the router's own interface is a fault. */
  boolean tracksPrimary() {
    return primary;
  }

  private void track(Statement item) {
    UnexpectedBlock.refuse(item, values.diagnostics());
    Optional<Integer> weight = Optional.empty();
    if (!item.arguments().isEmpty()) {
      Word option = item.arguments().get(0);
      if (option.text().equals("weight")) {
        values.atMost(item, 2);
        weight = values.at(item, 1, "a weight").flatMap(w -> values.read(WEIGHT, w));
      } else {
        values
            .diagnostics()
            .error(
                option.position(),
                Quoted.quote(option.text())
                    + " is not an option of a tracked interface: 'weight NUMBER' is");
      }
    }
    Optional<Integer> nonZero = weight.filter(w -> w != 0);
    values
        .read(new InterfaceValue(), item.keyword())
        .ifPresent(interfaceName -> interfaces.add(new TrackedInterface(interfaceName, nonZero)));
  }
}
