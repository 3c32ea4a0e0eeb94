// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one source file. It must apply in exactly one place: when the code has moved on, the
 * patch has to follow.
 *
 * @param file the file, beside the package of the state machine
 * @param from what stands there
 * @param to what shall stand there
 */
record Patch(String file, String from, String to) {
  private static final String PACKAGE = "io/github/jlvs/vrrp";

  String applyTo(String source) {
    int at = source.indexOf(from);
    if (at < 0 || source.indexOf(from, at + 1) >= 0) {
      throw new IllegalStateException(
          "the patch of %s applies %s, it must apply once: %s"
              .formatted(file, at < 0 ? "nowhere" : "in several places", from));
    }
    return source.substring(0, at) + to + source.substring(at + from.length());
  }

  /** The file's text as it stands in the checkout that this class was compiled in. */
  static String source(String file) {
    Path tests = module().resolve("src/test/java").resolve(PACKAGE).resolve(file);
    Path shipped = module().resolve("src/main/java").resolve(PACKAGE).resolve(file);
    try {
      return Files.readString(Files.exists(shipped) ? shipped : tests);
    } catch (IOException e) {
      throw new UncheckedIOException("planted bugs need the sources", e);
    }
  }

  /** From lib-vrrp/target/test-classes to lib-vrrp. */
  private static Path module() {
    try {
      Path classes =
          Path.of(Patch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
