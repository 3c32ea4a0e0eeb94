// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A block in which values are looked for.
 *
 * @param kind its kind
 * @param header the words behind its keyword
 * @param lines its lines by their keyword
 * @param around the block that it stands in; none outside any block
 */
record Scope(
    BlockKind kind,
    List<String> header,
    Map<String, List<Statement>> lines,
    Optional<Scope> around) {

  static Scope of(BlockKind kind, Statement block, Optional<Scope> around) {
    return new Scope(
        kind,
        block.arguments().stream().map(Word::text).toList(),
        byKeyword(block.children()),
        around);
  }

  static Map<String, List<Statement>> byKeyword(List<Statement> statements) {
    return statements.stream().collect(Collectors.groupingBy(Statement::name));
  }

  List<Statement> lines(String keyword) {
    return lines.getOrDefault(keyword, List.of());
  }
}
