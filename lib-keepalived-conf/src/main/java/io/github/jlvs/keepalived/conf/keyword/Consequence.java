// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

/**
 * What follows from a keyword that keepalived knows and this release does not act on, or need not
 * act on. Whoever reads a file is told, so that nobody relies on the keyword.
 *
 * @param concern how it is said
 * @param text what follows, or why nothing does
 */
public record Consequence(Concern concern, String text) {

  /** How it is said. */
  public enum Concern {
    /** A warning at each use. */
    ITSELF,
    /** Nothing that a client or another router sees: one warning a file for all of one reason. */
    WITHOUT_EFFECT,
    /** What it asks for holds in any case: there is nothing to say. */
    HOLDS_ANYWAY,
    /** Left out it would change what another router or a client sees: an error. */
    REFUSED
  }

  /** Of what distinguishes or arranges keepalived's processes. */
  static final Consequence ONE_PROCESS =
      withoutEffect(
          "there is one process, and its service says with which name, priority, processors and"
              + " limits it runs (systemd: Nice=, CPUSchedulingPolicy=, CPUAffinity=,"
              + " LimitRTTIME=)");

  /** Of what belongs to an agent for SNMP. */
  static final Consequence NO_SNMP = withoutEffect("there is no SNMP agent");

  /**
   * What is said at each use.
   *
   * @param text what follows
   * @return the consequence
   */
  public static Consequence of(String text) {
    return new Consequence(Concern.ITSELF, text);
  }

  /**
   * Of a keyword that nothing depends on; all of one reason get one warning a file.
   *
   * @param reason why nothing follows
   * @return the consequence
   */
  public static Consequence withoutEffect(String reason) {
    return new Consequence(Concern.WITHOUT_EFFECT, reason);
  }

  /**
   * Of a keyword whose wish holds in any case.
   *
   * @param what what holds
   * @return the consequence
   */
  public static Consequence holdsAnyway(String what) {
    return new Consequence(Concern.HOLDS_ANYWAY, what);
  }

  /**
   * Of a keyword that must not be passed over.
   *
   * @param reason why, and what to use
   * @return the consequence
   */
  public static Consequence refused(String reason) {
    return new Consequence(Concern.REFUSED, reason);
  }
}
