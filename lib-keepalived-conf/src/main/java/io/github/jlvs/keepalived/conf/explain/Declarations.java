// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.explain;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.Keyword;
import io.github.jlvs.keepalived.conf.keyword.Registration.Repetition;
import io.github.jlvs.keepalived.conf.read.RootReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the readers declare of each block, with the words that are one keyword under two names. */
final class Declarations {
  private static final Map<BlockKind, Map<String, Declared>> ALL = all();

  /**
   * A keyword of a block.
   *
   * @param keyword what is declared
   * @param names the word itself, and others for it
   * @param repetition which of several lines counts
   */
  record Declared(Keyword<?> keyword, List<String> names, Repetition repetition) {}

  private Declarations() {}

  /** The keywords of a kind of block, each under its own name; empty where nothing is read. */
  static Map<String, Declared> of(BlockKind kind) {
    return ALL.getOrDefault(kind, Map.of());
  }

  static boolean isRead(BlockKind kind) {
    return ALL.containsKey(kind);
  }

  private static Map<BlockKind, Map<String, Declared>> all() {
    Map<BlockKind, Map<String, Declared>> all = new EnumMap<>(BlockKind.class);
    collect(Keyword.Opened.of(RootReader.BLOCK), all);
    return Collections.unmodifiableMap(all);
  }

  private static void collect(Keyword.Opened block, Map<BlockKind, Map<String, Declared>> into) {
    if (block.kind() == BlockKind.ITEMS || into.containsKey(block.kind())) {
      return;
    }
    Map<String, Declared> keywords = new LinkedHashMap<>();
    into.put(block.kind(), keywords);
    for (Keyword<?> keyword : block.keywords()) {
      String name = keyword.sameAs().orElse(keyword.name());
      Declared known = keywords.get(name);
      if (known == null) {
        Repetition repetition =
            Objects.requireNonNull(block.repetitions().get(keyword.name()), keyword.name());
        keywords.put(name, new Declared(keyword, List.of(keyword.name()), repetition));
      } else {
        List<String> names = new ArrayList<>(known.names());
        names.add(keyword.name());
        keywords.put(name, new Declared(known.keyword(), names, known.repetition()));
      }
      keyword.opens().ifPresent(inner -> collect(inner, into));
    }
  }

  /** The keyword that a word stands for in a block, under whatever name. */
  static Optional<Declared> find(BlockKind kind, String word) {
    return of(kind).values().stream().filter(each -> each.names().contains(word)).findFirst();
  }
}
