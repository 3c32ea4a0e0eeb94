// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

/** A command line that makes no sense: which word, why, and what would make sense. */
public final class UsageException extends RuntimeException {
  /** What kind of nonsense, which decides the exit status and what becomes of a rule file. */
  public enum Kind {
    /** A value or a combination that is not allowed. A rule file ends there. */
    MISUSE(2),
    /** No command where one must stand. A rule file ends there. */
    NO_COMMAND(255),
    /** An unknown option, a missing or superfluous value. A rule file goes on behind it. */
    SYNTAX(255);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The exit status. */
    public int status() {
      return status;
    }
  }

  private final Kind kind;
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

  static UsageException misuse(int word, String message) {
    return new UsageException(Kind.MISUSE, word, message);
  }

  /** What kind of error it is. */
  public Kind kind() {
    return kind;
  }

  /** The index of the word that is wrong. */
  public int word() {
    return word;
  }

  /** What is wrong. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
