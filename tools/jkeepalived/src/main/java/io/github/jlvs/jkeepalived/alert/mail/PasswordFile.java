// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.jkeepalived.alert.DeliveryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file whose first line is a password. It is read anew for each use, and never shown. */
final class PasswordFile {
  private static final int LARGEST = 4096;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private PasswordFile() {}

  /**
   * The password.
   *
   * @throws DeliveryException if it cannot be read, or others can read or change it
   */
  static String read(String name) throws DeliveryException {
    try {
      Path path = Path.of(name);
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        if (!Files.exists(path)) {
          throw new NoSuchFileException(name);
        }
        throw unusable(name, "it is no file of at most " + LARGEST + " octets");
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
      if (mode.stream().anyMatch(OF_OTHERS::contains)) {
        throw unusable(
            name,
            "others can read or change it ("
                + PosixFilePermissions.toString(mode)
                + "): chmod 600 it, and change the password");
      }
      return firstLine(path, name);
    } catch (NoSuchFileException e) {
      throw unusable(name, "there is no such file");
    } catch (IOException | InvalidPathException e) {
      // Of an exception's own text nobody knows what is in it.
      throw unusable(name, "it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String firstLine(Path path, String name) throws IOException, DeliveryException {
    try (BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        throw unusable(name, "its first line is empty");
      }
      return line;
    }
  }

  private static DeliveryException unusable(String name, String why) {
    return DeliveryException.tryAgain("the smtp_password_file " + name + " is not used: " + why);
  }
}
