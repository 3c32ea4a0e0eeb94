// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.text.BlockSyntax;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a block may hold in keepalived 2.2.7 to 2.4.3, whether it is read or not. */
public final class KnownBlock implements BlockSyntax {
  private final Vocabulary vocabulary;
  private final BlockKind kind;
  private final Map<String, KnownKeyword> keywords;

  KnownBlock(Vocabulary vocabulary, BlockKind kind) {
    this.vocabulary = vocabulary;
    this.kind = kind;
    keywords = vocabulary.keywords(kind);
  }

  /**
   * Which block it is.
   *
   * @return the kind
   */
  public BlockKind kind() {
    return kind;
  }

  /**
   * The keywords of all blocks.
   *
   * @return the vocabulary that this is a part of
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public boolean isList() {
    return kind == BlockKind.ITEMS;
  }

  @Override
  public boolean knows(String keyword) {
    return keywords.containsKey(keyword);
  }

  @Override
  public Optional<KnownBlock> child(String keyword) {
    Optional<BlockKind> opened = known(keyword).flatMap(KnownKeyword::opens);
    return opened.isPresent() ? Optional.of(vocabulary.block(opened.get())) : Optional.empty();
  }

  /**
   * What follows from a keyword that is not acted on.
   *
   * @param keyword the first word of a line
   * @return what to say; nothing for a keyword that is done, or not known here
   */
  public Optional<Consequence> consequence(String keyword) {
    return known(keyword).flatMap(KnownKeyword::consequence);
  }

  /**
   * Every keyword that keepalived 2.2.7 to 2.4.3 knows here.
   *
   * @return an unmodifiable set
   */
  public Set<String> keywords() {
    return Collections.unmodifiableSet(keywords.keySet());
  }

  private Optional<KnownKeyword> known(String keyword) {
    return Optional.ofNullable(keywords.get(keyword));
  }
}
