// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.healthcheck.probe.http.BodyPattern;
import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the {@code regex...} keywords of a url: what its body must match, or must not. */
final class RegexReader {
  private static final int FARTHEST = BodyPattern.LARGEST_OFFSET - 1;
  private static final int USUAL_LAST = BodyPattern.DEFAULT_MAX_OFFSET - 1;

  static final Keywords<RegexReader> KEYWORDS =
      Keywords.<RegexReader>none()
          .on(
              keyword("regex", Phrase.of("a regular expression", "a regular expression"))
                  .says("What the body of a right answer has a match of"),
              (reader, regex) -> reader.regex = regex)
          .on(
              keyword("regex_no_match", presence())
                  .says("A right answer has no match of it instead"),
              (reader, at) -> reader.noMatch = Optional.of(at))
          .onEach(
              keyword("regex_options", RegexOptions.FLAGS)
                  .says("How the regular expression is understood; several lines add up"),
              (reader, flags) -> reader.flags |= flags)
          .on(
              keyword("regex_min_offset", number(0, FARTHEST))
                  .byDefault(0)
                  .says("The byte of the body where a match begins at the earliest"),
              (reader, offset) -> reader.minOffset = offset.orElse(0))
          .on(
              keyword("regex_max_offset", number(0, FARTHEST))
                  .byDefault(USUAL_LAST)
                  .says("The byte of the body where a match begins at the latest"),
              (reader, offset) -> reader.maxOffset = offset)
          .checked(
              keyword("regex_stack", Argument.of("two numbers", RegexReader::stack))
                  .says("Memory for PCRE, which is not used here"));

  private final ReaderContext context;
  private Optional<Word> regex = Optional.empty();
  private Optional<Position> noMatch = Optional.empty();
  private int flags;
  private int minOffset;
  private Optional<Integer> maxOffset = Optional.empty();

  RegexReader(ReaderContext context) {
    this.context = context;
  }

  /** What the body must match; nothing where no line asks for it, or where it is reported. */
  Optional<BodyPattern> pattern() {
    if (regex.isEmpty()) {
      noMatch.ifPresent(
          at ->
              context
                  .diagnostics()
                  .warning(at, "'regex_no_match' is without effect: this url has no 'regex'"));
      return Optional.empty();
    }
    Word written = regex.get();
    int last = maxOffset.orElse(minOffset > USUAL_LAST ? FARTHEST : USUAL_LAST);
    if (minOffset > last) {
      context
          .diagnostics()
          .error(
              written.position(),
              "nothing of the body is searched: 'regex_min_offset' is above 'regex_max_offset'");
      return Optional.empty();
    }
    return compile(written)
        .map(pattern -> new BodyPattern(pattern, noMatch.isPresent(), minOffset, last + 1));
  }

  /** PCRE ends a line at the line feed alone, and so does Java with this flag. */
  private Optional<Pattern> compile(Word written) {
    Optional<String> difference = RegexDialect.difference(written.text());
    if (difference.isPresent()) {
      context.words().wrong(written, notTaken(written, difference.get()));
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(written.text(), flags | Pattern.UNIX_LINES));
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : ", at character " + (e.getIndex() + 1);
      context.words().wrong(written, notTaken(written, e.getDescription() + where));
      return Optional.empty();
    }
  }

  private static String notTaken(Word regex, String why) {
    return "the regular expression " + Quoted.quote(regex.text()) + " is not taken: " + why;
  }

  /** What keepalived demands: the first and the most memory, of which the first is the less. */
  private static Statement stack(Statement line, Words words) {
    words.atMost(line, 2);
    for (int i = 0; i < 2; i++) {
      Optional<Long> unused =
          words
              .at(line, i, "two numbers of bytes")
              .flatMap(
                  word -> new NumberValue("regex_stack", 1, Integer.MAX_VALUE).read(word, words));
    }
    return line;
  }
}
