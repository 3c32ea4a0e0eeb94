// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version that the build wrote into a resource. */
final class Version {
  private Version() {}

  /**
   * What keepalived's exporters look for on standard error: the version as the second word, and the
   * option that keepalived is built with where it writes JSON.
   */
  static String standsInFor() {
    return "Keepalived v2.2.7 is what it stands in for, as built with --enable-json";
  }

  /** The program's name and its version. */
  static String line() {
    return "jkeepalived " + number();
  }

  /** Its version. */
  static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
