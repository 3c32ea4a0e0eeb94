// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The words of statements: which are there, which are too many, and which are wrong. */
public final class Words {
  private final Diagnostics diagnostics;

  /**
   * Makes them.
   *
   * @param diagnostics receives what is wrong
   */
  public Words(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Where to say what is wrong.
   *
   * @return the diagnostics given
   */
  public Diagnostics diagnostics() {
    return diagnostics;
  }

  /**
   * The only argument of a statement.
   *
   * @param statement the statement
   * @param what what the argument is, with its article
   * @return the word; nothing, and an error, if there is none
   */
  public Optional<Word> only(Statement statement, String what) {
    atMost(statement, 1);
    return at(statement, 0, what);
  }

  /**
   * An argument that must be there.
   *
   * @param statement the statement
   * @param index the first argument has 0
   * @param what what the argument is, with its article
   * @return the word; nothing, and an error, if there is none
   */
  public Optional<Word> at(Statement statement, int index, String what) {
    if (index < statement.arguments().size()) {
      Word word = statement.arguments().get(index);
      if (word.raw().startsWith("'")) {
        diagnostics.warning(
            word.position(),
            "apostrophes do not quote here and belong to the word (use double quotes)");
      }
      return Optional.of(word);
    }
    diagnostics.error(
        statement.position(), Quoted.quote(statement.name()) + " needs " + what + " after it");
    return Optional.empty();
  }

  /**
   * Says that what follows the last expected argument is ignored.
   *
   * @param statement the statement
   * @param count how many arguments are expected
   */
  public void atMost(Statement statement, int count) {
    List<Word> arguments = statement.arguments();
    if (arguments.size() > count) {
      unexpected(statement, arguments.get(count));
    }
  }

  /**
   * Says that a word is ignored.
   *
   * @param statement the statement
   * @param extra a word of it that is not expected there
   */
  public void unexpected(Statement statement, Word extra) {
    diagnostics.warning(
        extra.position(),
        Quoted.quote(extra.text())
            + " is not expected after "
            + Quoted.quote(statement.name())
            + ": ignored");
  }

  /**
   * Whether a reference stands in this word that nothing has taken the place of: it is reported
   * already, and whatever the word should have been would be a second message for one fault.
   *
   * @param word the word
   * @return true if so
   */
  public static boolean hasOpenReference(Word word) {
    return !word.isQuoted() && word.text().contains("${");
  }

  /**
   * An error, but for a word in which a reference is open.
   *
   * @param word the word that is wrong
   * @param message what is wrong with it
   */
  public void wrong(Word word, String message) {
    if (!hasOpenReference(word)) {
      diagnostics.error(word.position(), message);
    }
  }

  /**
   * An error of a word that is none of the known ones.
   *
   * @param word the word
   * @param what what it should have been, with its article
   * @param known what is known
   */
  public void unknown(Word word, String what, Collection<String> known) {
    wrong(
        word,
        Quoted.quote(word.text())
            + " is not "
            + what
            + Suggestion.nearest(word.text(), known)
                .map(near -> " (did you mean '" + near + "'?)")
                .orElse(known.isEmpty() ? "" : ": known are " + String.join(", ", known)));
  }
}
