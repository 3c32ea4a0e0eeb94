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
  /** The largest weight of an interface or a script. */
  static final int USUAL = 253;

  /** The largest weight of a file or a process. */
  static final int LARGE = 254;

  private static final List<String> OPTIONS = List.of("weight", "reverse", "noreverse");

  /** What a thing does to a priority. */
  record Weight(int number, boolean reverse) {
    static final Weight NONE = new Weight(0, false);
  }

  /** What a line of such a list is, for the documentation. */
  static String description(String what, int largest) {
    return what + "; `weight` and a number, " + range(largest) + "; `reverse`";
  }

  /** What a weight is, for the documentation. */
  static String description(int largest) {
    return range(largest) + "; `reverse`";
  }

  private static String range(int largest) {
    return -largest + " to " + largest;
  }

  private static Value<Integer> number(int largest) {
    return NumberValue.integer("weight", -largest, largest);
  }

  static TrackedItem of(Statement line, int largest, ReaderContext context) {
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
            number = context.read(number(largest), words.next());
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
  static Optional<Weight> weight(Statement line, int largest, ReaderContext context) {
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
        .at(line, 0, "a number, " + range(largest))
        .flatMap(word -> context.read(number(largest), word))
        .map(number -> new Weight(number, turned));
  }
}
