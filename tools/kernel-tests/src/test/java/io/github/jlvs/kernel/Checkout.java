// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout the tests were built from: launchers and samples are taken from it. */
public final class Checkout {
  private Checkout() {}

  /**
   * An absolute path to something in the checkout.
   *
   * @param path such as {@code tools/bin/jipvsadm}
   */
  public static String path(String path) {
    // tools/kernel-tests/run names it; an IDE starts in the module's directory.
    return Path.of(System.getProperty("jlvs.checkout", "../.."), path).toAbsolutePath().toString();
  }

  /** The text of a file of the checkout. */
  public static String text(String path) {
    try {
      return Files.readString(Path.of(path(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
