// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A line of a list of tracked things: {@code NAME [weight NUMBER [reverse]]}.
 *
 * @param name what is tracked
 * @param weight what follows; empty where the line does not say it
 */
record TrackedItem(Word name, Optional<Weight> weight) {
  static final String DESCRIPTION = "`weight` and a number, -253 to 253; `reverse`";

  private static final Value<Integer> NUMBER = NumberValue.integer("weight", -253, 253);
  private static final List<String> OPTIONS = List.of("weight", "reverse", "noreverse");

  /** What a thing does to a priority. */
  record Weight(int number, boolean reverse) {
    static final Weight NONE = new Weight(0, false);
  }

  static TrackedItem of(Statement line, ReaderContext context) {
    UnexpectedBlock.refuse(line, context.diagnostics());
    Optional<Integer> number = Optional.empty();
    boolean reverse = false;
    for (Iterator<Word> words = line.arguments().iterator(); words.hasNext(); ) {
      Word option = words.next();
      switch (option.text()) {
        case "reverse" -> reverse = true;
        case "noreverse" -> reverse = false;
        case "weight" -> {
          if (words.hasNext()) {
            number = context.read(NUMBER, words.next());
          } else {
            context.words().wrong(option, "'weight' needs a number after it");
          }
        }
        default -> {
          // What follows it would be a second message for one fault.
          words.forEachRemaining(rest -> {});
          context
              .words()
              .wrong(
                  option,
                  Quoted.quote(option.text())
                      + " is not an option of something tracked: 'weight NUMBER' and 'reverse'"
                      + " are"
                      + Suggestion.hint(option.text(), OPTIONS));
        }
      }
    }
    boolean turned = reverse;
    return new TrackedItem(line.keyword(), number.map(n -> new Weight(n, turned)));
  }

  /** {@code weight} of what is tracked itself. */
  static Optional<Weight> weight(Statement line, ReaderContext context) {
    context.words().atMost(line, 2);
    boolean reverse = false;
    if (line.arguments().size() > 1) {
      Word option = line.arguments().get(1);
      reverse = option.text().equals("reverse");
      if (!reverse && !option.text().equals("noreverse")) {
        context.words().unknown(option, "an option of 'weight'", List.of("reverse", "noreverse"));
      }
    }
    boolean turned = reverse;
    return context
        .words()
        .at(line, 0, "a number, -253 to 253")
        .flatMap(word -> context.read(NUMBER, word))
        .map(number -> new Weight(number, turned));
  }
}
