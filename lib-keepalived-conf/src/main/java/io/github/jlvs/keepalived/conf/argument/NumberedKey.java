// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Secrets;
import io.github.jlvs.keepalived.conf.text.Word;

/**
 * A line of {@code auth_hmac} with a key, which is not read yet. Its text is what may be shown of
 * it: the number, and the file that holds the key or how the key is written.
 *
 * @param id the number of the key
 * @param value {@code hex:} and digits, {@code file:} and a path, or the key itself
 */
public record NumberedKey(int id, Word value) {
  private static final String FILE = "file:";
  private static final String HEX = "hex:";

  @Override
  public String toString() {
    String text = value.text();
    if (text.startsWith(FILE)) {
      return id + " " + value.raw();
    }
    return id + " " + (text.startsWith(HEX) ? HEX : "") + Secrets.MASK;
  }
}
