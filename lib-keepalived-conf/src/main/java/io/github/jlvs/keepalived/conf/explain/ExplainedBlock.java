// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import java.util.List;
import java.util.Optional;

/**
 * A block as it is understood.
 *
 * @param keyword what opens it; {@link #OUTSIDE} for a line that stands in none
 * @param arguments what stands between the keyword and the brace, as it is written
 * @param source where it stands
 * @param remark what follows where it is not acted on
 * @param values its keywords; of a list, its lines
 * @param blocks the blocks and lists in it
 */
public record ExplainedBlock(
    String keyword,
    String arguments,
    Source source,
    Optional<String> remark,
    List<ExplainedValue> values,
    List<ExplainedBlock> blocks) {

  /** The keyword of what stands outside any brace. */
  public static final String OUTSIDE = "";

  /** Makes the lists unmodifiable. */
  public ExplainedBlock {
    values = List.copyOf(values);
    blocks = List.copyOf(blocks);
  }

  /**
   * What counts for a keyword of it.
   *
   * @param name the keyword
   * @return the value; nothing where the keyword has none
   */
  public Optional<ExplainedValue> value(String name) {
    return values.stream().filter(value -> value.keyword().equals(name)).findFirst();
  }

  /**
   * The block as text: a configuration that means the same, but for passwords, with the source of
   * each value in a comment behind it.
   *
   * @return lines, each with its end
   */
  public String text() {
    return ExplainedText.of(this);
  }
}
