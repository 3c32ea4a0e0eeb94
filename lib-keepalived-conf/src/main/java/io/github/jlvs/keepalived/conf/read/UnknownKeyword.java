// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.keyword.ObsoleteKeywords;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says of a keyword that its block does not know, what was probably meant, and whether it matters.
 */
final class UnknownKeyword {
  private static final List<String> OF_PASSWORDS = List.of("auth_type", "auth_pass");

  private final KnownBlock block;
  private final BlockKind kind;
  private final Diagnostics diagnostics;
  private final boolean strict;

  /** A text that is no configuration, such as a script behind it, is said once and not by line. */
  private Optional<Position> stranger = Optional.empty();

  UnknownKeyword(KnownBlock block, ReaderContext context) {
    this.block = block;
    this.kind = block.kind();
    this.diagnostics = context.diagnostics();
    this.strict = context.isStrict();
  }

  /** A keyword that is known came between. */
  void known() {
    stranger = Optional.empty();
  }

  void report(Statement statement) {
    String keyword = statement.name();
    Optional<String> instead = ObsoleteKeywords.today(kind, keyword);
    if (instead.isPresent()) {
      obsolete(statement, instead.get());
      return;
    }
    if (Words.hasOpenReference(statement.keyword())) {
      return;
    }
    String hint = hint(statement);
    if (kind == BlockKind.ROOT && hint.isEmpty() && statement.block().isEmpty()) {
      if (stranger.isPresent()) {
        return;
      }
      stranger = Optional.of(statement.position());
    }
    String where = kind == BlockKind.ROOT ? "outside any block" : "in " + kind.title();
    String what = "unknown keyword " + Quoted.quote(keyword) + " " + where + hint;
    boolean passed =
        kind.passesUnknownLines() && statement.block().isEmpty() && !OF_PASSWORDS.contains(keyword);
    if (passed && strict) {
      diagnostics.error(statement.position(), what + ", which --strict refuses");
    } else if (passed) {
      diagnostics.warning(
          statement.position(), what + ": the line is ignored (--strict refuses it)");
    } else {
      diagnostics.error(statement.position(), what);
    }
  }

  private void obsolete(Statement statement, String instead) {
    String what = Quoted.quote(statement.name()) + " is obsolete, ";
    if (strict) {
      diagnostics.error(
          statement.position(),
          what + "which --strict refuses" + (instead.isEmpty() ? "" : written(instead, statement)));
    } else {
      diagnostics.warning(
          statement.position(),
          what
              + "ignored"
              + (instead.isEmpty()
                  ? ""
                  : ", and so the default counts" + written(instead, statement)));
    }
  }

  private static String written(String keyword, Statement statement) {
    String value = statement.arguments().stream().findFirst().map(Word::text).orElse("");
    return " (write " + Quoted.quote(value.isEmpty() ? keyword : keyword + " " + value) + ")";
  }

  private String hint(Statement statement) {
    String keyword = statement.name();
    String elsewhere =
        block.vocabulary().placesOf(keyword).stream()
            .filter(other -> other != kind)
            .map(BlockKind::title)
            .collect(Collectors.joining(", "));
    if (!elsewhere.isEmpty()) {
      return " (its place is in " + elsewhere + ")";
    }
    return grownTogether(keyword)
        .map(words -> " (did you mean '" + words + "'?)")
        .orElseGet(() -> Suggestion.hint(keyword, block.keywords()));
  }

  /** {@code vrrp_script_chk} is a keyword and a name without the blank between them. */
  private Optional<String> grownTogether(String keyword) {
    List<String> blocks = new ArrayList<>();
    for (String known : block.keywords()) {
      boolean begins = keyword.startsWith(known + "_") || keyword.startsWith(known + "-");
      if (begins && block.child(known).isPresent()) {
        blocks.add(known);
      }
    }
    return blocks.stream()
        .max(Comparator.comparingInt(String::length))
        .map(known -> known + " " + keyword.substring(known.length() + 1));
  }
}
