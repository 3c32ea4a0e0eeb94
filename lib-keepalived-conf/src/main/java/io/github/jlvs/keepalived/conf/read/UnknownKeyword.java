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
  private static final int SAID_EACH = 2;

  /** What holds for all virtual routers has the name of theirs behind this. */
  private static final String OF_ROUTERS = "vrrp_";

  /** Without such a line advertisements would go out unsigned, or with another password. */
  private static final List<String> OF_PASSWORDS =
      List.of("auth_type", "auth_pass", "key", "active_key", "anti_replay", "time_window");

  private final KnownBlock block;
  private final BlockKind kind;
  private final Diagnostics diagnostics;
  private final boolean strict;

  /**
   * The first of several lines one behind the other that are like no keyword, and may be left out:
   * of a text that is no configuration, such as a script behind one, not every line is said.
   */
  private final List<Statement> strangers = new ArrayList<>();

  private int further;
  private int lastLine;
  private boolean hadStrangers;

  UnknownKeyword(KnownBlock block, ReaderContext context) {
    this.block = block;
    this.kind = block.kind();
    this.diagnostics = context.diagnostics();
    this.strict = context.isStrict();
  }

  /** Whether there was a line that is like no keyword. */
  boolean hadStrangers() {
    return hadStrangers;
  }

  /** A keyword that is known came between, or the block ends. */
  void known() {
    if (strangers.isEmpty()) {
      return;
    }
    if (further == 0) {
      strangers.forEach(
          line -> passed(line.position(), unknown(line, ""), ": the line is ignored"));
    } else {
      Statement first = strangers.get(0);
      passed(
          first.position(),
          unknown(first, "")
              + ", and none on "
              + (SAID_EACH - 1 + further)
              + " more lines, up to line "
              + lastLine,
          ": they are ignored");
    }
    strangers.clear();
    further = 0;
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
    boolean line = statement.block().isEmpty() && !OF_PASSWORDS.contains(keyword);
    if (line && hint.isEmpty() && (kind == BlockKind.ROOT || kind.passesUnknownLines())) {
      stranger(statement);
    } else if (line && kind.passesUnknownLines()) {
      known();
      passed(statement.position(), unknown(statement, hint), ": the line is ignored");
    } else {
      known();
      diagnostics.error(statement.position(), unknown(statement, hint));
    }
  }

  private void stranger(Statement statement) {
    hadStrangers = true;
    lastLine = statement.position().line();
    if (strangers.size() < SAID_EACH) {
      strangers.add(statement);
    } else {
      further++;
    }
  }

  private String unknown(Statement statement, String hint) {
    String where = kind == BlockKind.ROOT ? "outside any block" : "in " + kind.title();
    return "unknown keyword " + Quoted.quote(statement.name()) + " " + where + hint;
  }

  private void passed(Position at, String what, String done) {
    if (strict) {
      diagnostics.error(at, what + ", which --strict refuses");
    } else {
      diagnostics.warning(at, what + done + " (--strict refuses it)");
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
    if (kind == BlockKind.GLOBAL_DEFS && block.knows(OF_ROUTERS + keyword)) {
      return " (did you mean '" + OF_ROUTERS + keyword + "'?)";
    }
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
