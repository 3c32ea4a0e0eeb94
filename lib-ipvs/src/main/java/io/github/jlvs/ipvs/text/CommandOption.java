// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/**
 * One option of a command line in ipvsadm's style. {@link RuleOption} has those of rules; a program
 * adds its own. Its text is the longer of its two spellings.
 */
public interface CommandOption {
  /**
   * The letter after one dash.
   *
   * @return the letter; 0 where there is none
   */
  char letter();

  /**
   * The name after two dashes.
   *
   * @return the name; empty where there is none
   */
  String longName();

  /**
   * What its value is called.
   *
   * @return for example {@code SECONDS}; empty for an option without a value
   */
  String label();

  /**
   * What it does.
   *
   * @return a sentence for a help text
   */
  String description();

  /**
   * Whether it says what to do: exactly one such option stands first.
   *
   * @return true for a command
   */
  boolean isCommand();

  /**
   * Whether the value may be missing: a following word with a dash is no value then.
   *
   * @return true where it may
   */
  boolean valueIsOptional();

  /**
   * The canonical member of a group of mutually exclusive options.
   *
   * @return itself where it is in no such group
   */
  default CommandOption slot() {
    return this;
  }

  /**
   * Whether a value follows, at least at times.
   *
   * @return true where {@link #label} is not empty
   */
  default boolean takesValue() {
    return !label().isEmpty();
  }
}
