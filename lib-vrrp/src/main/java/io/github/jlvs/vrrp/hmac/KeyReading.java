// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.nio.file.Path;

/** What became of reading a key: the key, where it stands, or why there is none. */
public sealed interface KeyReading {

  /**
   * The key was read.
   *
   * @param key the key
   */
  record Read(HmacKey key) implements KeyReading {}

  /**
   * The key stands in a file.
   *
   * @param path the file, absolute
   */
  record InFile(Path path) implements KeyReading {}

  /**
   * There is no key.
   *
   * @param problem what is wrong with what, and what to do about it, in one line for a log or a
   *     diagnostic; never any octet of a key
   */
  record Refused(String problem) implements KeyReading {}
}
