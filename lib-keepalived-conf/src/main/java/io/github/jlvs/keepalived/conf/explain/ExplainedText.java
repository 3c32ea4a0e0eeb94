// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import java.util.Optional;

/** Writes a block as a configuration with comments. */
final class ExplainedText {
  private static final int COLUMN = 48;

  private final StringBuilder out = new StringBuilder();

  private ExplainedText() {}

  static String of(ExplainedBlock block) {
    ExplainedText text = new ExplainedText();
    if (block.keyword().equals(ExplainedBlock.OUTSIDE)) {
      text.values(block, "");
    } else {
      text.block(block, "");
    }
    return text.out.toString();
  }

  private void block(ExplainedBlock block, String indent) {
    line(
        indent + joined(block.keyword(), block.arguments()) + " {", block.source(), block.remark());
    values(block, indent + "  ");
    block.blocks().forEach(inner -> block(inner, indent + "  "));
    out.append(indent).append("}\n");
  }

  private void values(ExplainedBlock block, String indent) {
    for (ExplainedValue value : block.values()) {
      line(
          indent + (isLine(value) ? "" : "# ") + joined(value.keyword(), value.value()),
          value.source(),
          value.remark());
    }
  }

  private void line(String text, Source source, Optional<String> remark) {
    out.append(text)
        .append(" ".repeat(Math.max(1, COLUMN - text.length())))
        .append("# ")
        .append(source);
    remark.ifPresent(said -> out.append("; ").append(said));
    out.append('\n');
  }

  /** What is inherited is written where it is inherited from, and a default nowhere. */
  private static boolean isLine(ExplainedValue value) {
    return value.isWritable() && value.source() instanceof Source.At;
  }

  private static String joined(String keyword, String rest) {
    return rest.isEmpty() ? keyword : keyword + " " + rest;
  }
}
