// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Optional;

/** A scheduler, which is a module of the kernel. */
final class SchedulerArgument {
  private static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq",
          "twos");

  static final Argument<Optional<String>> SCHEDULER =
      Argument.of(String.join(", ", SCHEDULERS), SchedulerArgument::read);

  private SchedulerArgument() {}

  private static Optional<String> read(Statement statement, Words words) {
    Optional<Word> word = words.only(statement, "a scheduler");
    if (word.map(w -> w.text().equals("loadbalance")).orElse(false)) {
      words
          .diagnostics()
          .warning(
              word.get().position(),
              "'loadbalance' is no scheduler of the kernel, ignored: wlc is used");
      return Optional.empty();
    }
    return word.flatMap(w -> new ChoiceValue("a scheduler", SCHEDULERS).read(w, words));
  }
}
