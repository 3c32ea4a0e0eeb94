// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import io.github.jlvs.keepalived.conf.text.BlockSyntax;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a block may hold in keepalived 2.2.7 to 2.4.3, whether it is read or not. */
public final class KnownBlock implements BlockSyntax {
  /** Too short for a key, or where one stands. */
  private static final Pattern NO_KEY = Pattern.compile("-?\\d{1,3}|file:/.*");

  private static final Set<String> KINDS_OF_AUTHENTICATION = Set.of("PASS", "AH");

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

  @Override
  public boolean shows(String word) {
    return switch (kind) {
      case AUTHENTICATION -> isLike(word, KINDS_OF_AUTHENTICATION) || isLike(word, keywords());
      case AUTH_HMAC -> NO_KEY.matcher(word).matches() || isLike(word, keywords());
      default -> true;
    };
  }

  /** It is one of them, or misspelt. */
  private static boolean isLike(String word, Set<String> known) {
    return known.contains(word) || Suggestion.nearest(word, known).isPresent();
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
