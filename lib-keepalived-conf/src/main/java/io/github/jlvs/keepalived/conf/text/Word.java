// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/**
 * A word of a line.
 *
 * @param position its first character
 * @param text its value, without the double quotes
 * @param raw as it is written
 */
public record Word(Position position, String text, String raw) {

  /**
   * Whether it is written in double quotes.
   *
   * @return true if so
   */
  public boolean isQuoted() {
    return raw.startsWith("\"");
  }
}
