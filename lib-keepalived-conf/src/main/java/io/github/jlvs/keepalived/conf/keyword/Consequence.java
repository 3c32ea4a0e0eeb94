// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

/**
 * What follows from a keyword that keepalived knows and this release does not act on. Each use is a
 * warning that says it, so that nobody relies on the keyword.
 *
 * @param concern when it is said
 * @param text what follows
 */
public record Consequence(Concern concern, String text) {

  /** When it is said. */
  public enum Concern {
    /** At each use. */
    ITSELF,
    /** Mail: one warning a file is enough for all of it. */
    MAIL
  }

  /** Nothing that a user would miss at once. */
  public static final Consequence IGNORED = of("ignored");

  /** Of what names a script. */
  public static final Consequence NO_SCRIPT = of("the script is not run");

  /** Of what says when and where mail is sent. */
  public static final Consequence NO_MAIL =
      new Consequence(
          Concern.MAIL, "none is sent, and all that this configuration says of it is ignored");

  /**
   * What is said at each use.
   *
   * @param text what follows
   * @return the consequence
   */
  public static Consequence of(String text) {
    return new Consequence(Concern.ITSELF, text);
  }
}
