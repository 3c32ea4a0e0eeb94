// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The native library of jffi, by which jnr-ffi calls the kernel. At each start jffi copies it from
 * its jar to a temporary directory, unless the property {@code jffi.boot.library.path} names a
 * directory that has it: a program that starts often has it there once.
 */
public final class NativeLibrary {
  private static final String NAME = "libjffi-1.2.so";

  private NativeLibrary() {}

  /**
   * Copies the library for this machine out of jffi's native jar, which must be on the class path.
   *
   * @param directory where it goes, under its own name; nothing of that name may be there
   * @throws IOException if it cannot be written, or jffi has none for this machine
   */
  public static void copyTo(Path directory) throws IOException {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String resource = "/jni/" + (machine.equals("amd64") ? "x86_64" : machine) + "-Linux/" + NAME;
    try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new IOException("jffi has no library for " + machine + " on the class path");
      }
      long unused = Files.copy(library, directory.resolve(NAME));
    }
  }
}
