// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.ChoiceValue;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.model.InitialState;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a virtual router expects to be. */
final class StateArgument {
  private static final String WHAT = "an initial state";
  private static final List<String> STATES =
      Arrays.stream(InitialState.values()).map(Enum::name).toList();

  /** Words that people write for it; keepalived takes every unknown state for BACKUP. */
  private static final Set<String> ALSO_BACKUP = Set.of("SLAVE", "PEER", "STANDBY");

  static final Argument<Optional<InitialState>> STATE =
      Argument.only(String.join(" or ", STATES), WHAT, StateArgument::read);

  private StateArgument() {}

  /** What is not MASTER is a backup to keepalived, whatever it is called. */
  private static Optional<InitialState> read(Word word, Words words) {
    if (!ALSO_BACKUP.contains(word.text().toUpperCase(Locale.ROOT))) {
      return new ChoiceValue(WHAT, STATES).read(word, words).map(InitialState::valueOf);
    }
    words
        .diagnostics()
        .warning(
            word.position(),
            Quoted.quote(word.text())
                + " is no state: BACKUP is meant, and taken (write 'BACKUP')");
    return Optional.of(InitialState.BACKUP);
  }
}
