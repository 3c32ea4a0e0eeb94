// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

import io.github.jlvs.net.Quoted;
import java.util.Locale;

/**
 * The MD5 digest of a body, as keepalived's {@code digest} and {@code genhash} have it. It tells a
 * changed page; against forgery it is no help.
 *
 * @param md5 32 hexadecimal digits; kept in lower case
 */
public record BodyDigest(String md5) {
  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if these are not 32 hexadecimal digits
   */
  public BodyDigest {
    if (!md5.matches("[0-9a-fA-F]{32}")) {
      throw new IllegalArgumentException(
          "an MD5 digest has 32 hexadecimal digits, got "
              + Quoted.quote(md5)
              + ": md5sum of the page gives them");
    }
    md5 = md5.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return md5;
  }
}
