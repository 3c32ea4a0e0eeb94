// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/** A line that makes no sense: which word, why, and what would make sense. Has no stack trace. */
public final class UsageException extends RuntimeException {
  /** Kind of usage error: decides the exit status and whether a rule file continues. */
  public enum Kind {
    /** A value or a combination that is not allowed. */
    MISUSE,
    /** No command where one must stand. */
    NO_COMMAND,
    /** An unknown option, a missing or superfluous value. */
    SYNTAX,
    /** A name of a scheduler or persistence engine that no kernel has: too long, or with blanks. */
    NO_SUCH_NAME
  }

  /** What kind. */
  private final Kind kind;

  /** Index of the word that is wrong. */
  private final int word;

  /**
   * Describes a usage error.
   *
   * @param kind what kind
   * @param word index of the word that is wrong; the number of words where one is missing
   * @param message what is wrong, and what would be right
   */
  public UsageException(Kind kind, int word, String message) {
    // No stack trace: a rule file may hold millions of these.
    super(message, null, false, false);
    this.kind = kind;
    this.word = word;
  }

  /**
   * A value or a combination that is not allowed.
   *
   * @param word index of the word that is wrong; the number of words where one is missing
   * @param message what is wrong, and what would be right
   * @return the error
   */
  public static UsageException misuse(int word, String message) {
    return new UsageException(Kind.MISUSE, word, message);
  }

  /**
   * What kind of error it is.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * The index of the word that is wrong.
   *
   * @return 0 for the first; the number of words where one is missing
   */
  public int word() {
    return word;
  }

  /**
   * What is wrong, and what would be right.
   *
   * @return the message; never empty
   */
  public String message() {
    return String.valueOf(getMessage());
  }
}
