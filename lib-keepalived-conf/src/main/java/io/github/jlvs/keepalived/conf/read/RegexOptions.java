// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code regex_options}: those of PCRE, as what java.util.regex has for them. */
final class RegexOptions {
  /** The flags of java.util.regex, together; 0 is none. */
  static final Argument<Integer> FLAGS =
      Argument.of("options of PCRE, see [checks](#checks)", RegexOptions::read);

  private static final Map<String, Integer> SAME =
      Map.of(
          "caseless", Pattern.CASE_INSENSITIVE,
          "dotall", Pattern.DOTALL,
          "multiline", Pattern.MULTILINE,
          "extended", Pattern.COMMENTS,
          "ucp", Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * They allow, forbid or hasten something, or change how much matches, but not whether it does.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "alt_verbnames",
          "auto_callout",
          "dupnames",
          "never_backslash_c",
          "never_ucp",
          "never_utf",
          "no_auto_capture",
          "no_auto_possess",
          "no_dotstar_anchor",
          "no_start_optimize",
          "ungreedy",
          "use_offset_limit",
          "utf");

  /** What would match otherwise without them, and what to write. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "allow_empty_class", "write a class that is empty as (?!)",
          "alt_bsux", "write characters as \\x41 or \\u0041",
          "alt_circumflex", "write the begin of a line as (?<![^\\n])",
          "dollar_endonly", "write the end of the body as \\z",
          "firstline", "begin the regular expression with \\A.*?",
          "match_unset_backref", "write what may be left out as (x?) and not as (x)?");

  private RegexOptions() {}

  private static Integer read(Statement statement, Words words) {
    Optional<Word> unused = words.at(statement, 0, "an option");
    return statement.arguments().stream()
        .mapToInt(word -> flag(word, words))
        .reduce(0, (one, other) -> one | other);
  }

  private static int flag(Word word, Words words) {
    String option = word.text();
    Optional<String> refused = Optional.ofNullable(REFUSED.get(option));
    if (refused.isPresent()) {
      words.wrong(
          word,
          Quoted.quote(option)
              + " is an option that Java's regular expressions do not have: "
              + refused.get());
    } else if (!SAME.containsKey(option) && !WITHOUT_EFFECT.contains(option)) {
      words.unknown(word, "an option of 'regex_options'", known());
    }
    return SAME.getOrDefault(option, 0);
  }

  private static List<String> known() {
    Set<String> all = new TreeSet<>(WITHOUT_EFFECT);
    all.addAll(SAME.keySet());
    return List.copyOf(all);
  }
}
