// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.jkeepalived.alert.DeliveryException;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The password of a mail server, read anew for each use, and never shown. */
final class PasswordFile {
  private PasswordFile() {}

  /**
   * The password.
   *
   * @throws DeliveryException if it cannot be read, or others can read or change it
   */
  static String read(String name) throws DeliveryException {
    try {
      return SourceFiles.OF_THIS_MACHINE.password(Path.of(name));
    } catch (UnreadableFile e) {
      throw unusable(name, e.why());
    } catch (InvalidPathException e) {
      throw unusable(name, "there is no such file");
    }
  }

  private static DeliveryException unusable(String name, String why) {
    return DeliveryException.tryAgain("the smtp_password_file " + name + " is not used: " + why);
  }
}
