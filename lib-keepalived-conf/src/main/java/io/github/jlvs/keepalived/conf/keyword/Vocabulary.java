// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All keywords of keepalived 2.2.7 to 2.4.3, block by block: those that are read, as their readers
 * declare them, and those that are not.
 */
public final class Vocabulary {
  private final Map<BlockKind, Map<String, KnownKeyword>> blocks;

  private Vocabulary(Map<BlockKind, Map<String, KnownKeyword>> blocks) {
    this.blocks = Collections.unmodifiableMap(blocks);
  }

  /**
   * The keywords of a file, those that are not read among them.
   *
   * @param root what is read outside any brace, and in the blocks that open there
   * @return the vocabulary
   * @throws IllegalArgumentException if a keyword is declared, and among those that are not read
   */
  public static Vocabulary of(DeclaredBlock<?> root) {
    Map<BlockKind, Map<String, KnownKeyword>> blocks = new EnumMap<>(BlockKind.class);
    declared(root)
        .forEach(
            (kind, keywords) ->
                keywords.forEach(
                    keyword -> add(blocks, kind, keyword.name(), KnownKeyword.of(keyword))));
    UnreadKeywords.ALL.forEach(
        (kind, keywords) -> keywords.forEach((name, known) -> add(blocks, kind, name, known)));
    return new Vocabulary(blocks);
  }

  private static void add(
      Map<BlockKind, Map<String, KnownKeyword>> blocks,
      BlockKind kind,
      String name,
      KnownKeyword known) {
    Map<String, KnownKeyword> block = blocks.computeIfAbsent(kind, each -> new LinkedHashMap<>());
    if (block.containsKey(name)) {
      throw new IllegalArgumentException(
          name + " in " + kind.title() + " is read, and among the keywords that are not");
    }
    block.put(name, known);
  }

  /**
   * What is read, in the block given and those that open in it.
   *
   * @param root the outermost block
   * @return each kind of block with its keywords, outer blocks first
   */
  public static Map<BlockKind, List<Keyword<?>>> declared(DeclaredBlock<?> root) {
    Map<BlockKind, List<Keyword<?>>> all = new LinkedHashMap<>();
    collect(Keyword.Opened.of(root), all);
    return Collections.unmodifiableMap(all);
  }

  private static void collect(Keyword.Opened block, Map<BlockKind, List<Keyword<?>>> into) {
    if (block.kind() == BlockKind.ITEMS || into.containsKey(block.kind())) {
      return;
    }
    into.put(block.kind(), block.keywords());
    block.keywords().forEach(keyword -> keyword.opens().ifPresent(inner -> collect(inner, into)));
  }

  /**
   * What may stand outside any brace.
   *
   * @return its keywords
   */
  public KnownBlock root() {
    return block(BlockKind.ROOT);
  }

  /**
   * What one kind of block may hold.
   *
   * @param kind the kind
   * @return its keywords
   */
  public KnownBlock block(BlockKind kind) {
    return new KnownBlock(this, kind);
  }

  /**
   * The blocks that know a keyword.
   *
   * @param keyword the word
   * @return the kinds, in their order
   */
  public List<BlockKind> placesOf(String keyword) {
    return Arrays.stream(BlockKind.values()).filter(kind -> block(kind).knows(keyword)).toList();
  }

  Map<String, KnownKeyword> keywords(BlockKind kind) {
    return blocks.getOrDefault(kind, Map.of());
  }
}
