// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.given.Given;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Rule texts of every table, and of no table at all. */
@Domain(DomainContext.Global.class)
@Domain(Given.class)
class RuleTextProperties {
  @Property
  void a_table_survives_being_written_and_read(@ForAll Table table) {
    assertThat(RuleText.parse(RuleText.format(table)).tableOrThrow()).isEqualTo(table);
  }

  @Property
  void any_text_is_read_with_errors_and_without_exceptions(
      @ForAll @StringLength(max = 300) String text) {
    ParsedRules rules = RuleText.parse(text);

    assertThat(rules.table().entries().size() + rules.errors().size())
        .isLessThanOrEqualTo((int) text.lines().count() + 1);
  }

  @Property
  void a_rule_with_one_character_changed_is_read_or_told(
      @ForAll Destination destination, @ForAll char other, @ForAll int where) {
    StringBuilder line = new StringBuilder("-A -f 1\n-a -f 1 ").append(destination).append('\n');
    line.setCharAt(Math.floorMod(where, line.length()), other);

    ParsedRules rules = RuleText.parse(line.toString());

    assertThat(rules.table().entries().size() + rules.errors().size()).isPositive();
  }
}
