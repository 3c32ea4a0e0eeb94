// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.fuzz.RoundTrip.whole;

import io.github.jlvs.fuzz.Allowance;
import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.fuzz.Text;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.text.ParsedRules;
import io.github.jlvs.ipvs.text.RuleText;
import java.util.List;
import java.util.Optional;

/** Rule texts, single rules and rows of the connection table. */
public final class IpvsTextTargets {
  private IpvsTextTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("text-rules", region -> RuleText.parse(Text.of(region)), List.of())
            .allowed(Allowance.FOR_TEXTS)
            .with(new RoundTrip<>(ParsedRules::table, table -> Text.bytes(RuleText.format(table)))),
        Target.<Optional<Operation>>of(
                "text-rule",
                region -> RuleText.operation(Text.of(region)),
                List.of(IllegalArgumentException.class))
            .allowed(Allowance.FOR_TEXTS)
            .with(whole(rule -> Text.bytes(rule.map(Operation::toString).orElse("")))),
        Target.of(
                "text-connections",
                region -> Text.of(region).lines().map(ConnectionReader::row).toList(),
                List.of())
            .allowed(Allowance.FOR_TEXTS));
  }
}
