// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a file is, and who may use it.
 *
 * @param owner user id
 * @param mode the mode of stat(2)
 */
record FileAccess(int owner, int mode) {
  private static final int ROOT = 0;
  private static final int PERMISSIONS = 0777;
  private static final int WRITTEN_BY_GROUP_OR_OTHERS = 0022;
  private static final int READ_BY_OTHERS = 0004;

  static FileAccess of(Path file, LinkOption... options) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,mode", options);
    return new FileAccess(number(attributes.get("uid")), number(attributes.get("mode")));
  }

  /** This process's user; the JDK knows it by name alone, the kernel shows the number. */
  static int user() throws IOException {
    return number(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static int number(@Nullable Object attribute) {
    return ((Number) Objects.requireNonNull(attribute)).intValue();
  }

  /** Whether its owner is another than that user and root. */
  boolean isForeignTo(int user) {
    return owner != ROOT && owner != user;
  }

  boolean isWrittenByOthers() {
    return (mode & WRITTEN_BY_GROUP_OR_OTHERS) != 0;
  }

  boolean isReadByOthers() {
    return (mode & READ_BY_OTHERS) != 0;
  }

  /** Why a secret that stands in it is none for that user, as the end of a message. */
  Optional<String> unfitForSecret(int user) {
    if (isForeignTo(user)) {
      return Optional.of(
          "it belongs to user "
              + owner
              + ", who could change it, and not to root or to user "
              + user
              + ", who reads it: chown it");
    }
    return isWrittenByOthers() || isReadByOthers()
        ? Optional.of(
            "others can read or change it (mode "
                + permissions()
                + "): chmod 600 it, and change the secret if somebody may have read it")
        : Optional.empty();
  }

  /** As chmod(1) takes it. */
  String permissions() {
    return String.format("%04o", mode & PERMISSIONS);
  }
}
