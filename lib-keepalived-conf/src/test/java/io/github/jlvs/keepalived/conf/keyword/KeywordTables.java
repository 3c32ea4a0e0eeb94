// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.read.RootReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keywords as docs/keepalived-conf.md shows them. */
final class KeywordTables {
  private KeywordTables() {}

  /** A table for each block that is read, and one of all that is not. */
  static String text() {
    Map<BlockKind, List<Keyword<?>>> declared = Vocabulary.declared(RootReader.BLOCK);
    StringBuilder out = new StringBuilder();
    declared.forEach(
        (kind, keywords) -> {
          out.append(kind == BlockKind.ROOT ? "### Outside any block" : "### " + kind.title());
          out.append("\n\n| keyword | what follows it | default | |\n|---|---|---|---|\n");
          keywords.forEach(keyword -> out.append(row(keyword)));
          out.append('\n');
        });
    out.append("### Known, and not read\n\n");
    out.append("| block | keywords | what follows |\n|---|---|---|\n");
    UnreadKeywords.ALL.forEach((kind, keywords) -> unread(kind, keywords, declared, out));
    return out.append('\n').toString();
  }

  private static String row(Keyword<?> keyword) {
    String follows =
        keyword
            .opens()
            .map(inner -> opens(keyword, inner.kind()))
            .orElse(keyword.argument().description());
    return line("`" + keyword.name() + "`", follows, keyword.standard().toString(), keyword.line());
  }

  private static String opens(Keyword<?> keyword, BlockKind kind) {
    String words = keyword.argument().description();
    if (kind == BlockKind.ITEMS) {
      return words;
    }
    return (words.isEmpty() ? "" : words + "; ") + "a block, see below";
  }

  private static void unread(
      BlockKind kind,
      Map<String, KnownKeyword> keywords,
      Map<BlockKind, List<Keyword<?>>> declared,
      StringBuilder out) {
    String where = kind == BlockKind.ROOT ? "outside" : kind.title();
    Map<String, List<String>> byConsequence = new LinkedHashMap<>();
    keywords.forEach(
        (name, known) ->
            byConsequence
                .computeIfAbsent(
                    declared.containsKey(kind)
                        ? known.consequence().map(Consequence::text).orElse("")
                        : "the block is looked into for misspelt words alone",
                    each -> new ArrayList<>())
                .add(name));
    byConsequence.forEach(
        (consequence, names) ->
            out.append(
                line(
                    where,
                    names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(" ")),
                    consequence)));
  }

  private static String line(String... cells) {
    StringBuilder line = new StringBuilder("|");
    for (String cell : cells) {
      line.append(cell.isEmpty() ? " |" : " " + cell + " |");
    }
    return line.append('\n').toString();
  }
}
