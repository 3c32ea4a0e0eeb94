// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.FileContent;
import io.github.jlvs.vrrp.hmac.HmacKeyReader;
import io.github.jlvs.vrrp.hmac.KeyReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file with a key: a regular file, or a link to one; of this process's user or of root; neither
 * readable nor writable by group or others; at most {@value #LARGEST} octets. keepalived warns
 * where others may read it; here it is refused, for a key that others know is none.
 *
 * <p>A systemd credential is such a file, where the unit runs as root.
 */
public final class HmacKeyFile {
  /** The longest line that can be a key: {@code hex:}, 128 digits, and the end of a line. */
  private static final int LARGEST = 256;

  private static final int GROUP_AND_OTHERS_READ_OR_WRITE = 0066;
  private static final int PERMISSIONS = 07777;
  private static final int ROOT = 0;

  private HmacKeyFile() {}

  /**
   * Whose a file is, and who may use it.
   *
   * @param owner user id
   * @param mode permission bits
   */
  record Access(int owner, int mode) {
    /**
     * Whether such a file may hold a key.
     *
     * @param user this process's user id
     * @return what is wrong and what to do; empty if nothing is
     */
    Optional<String> problem(int user) {
      if (owner != ROOT && owner != user) {
        return Optional.of(
            "belongs to user "
                + owner
                + ", who could change it, and not to root or to user "
                + user
                + ", who reads it: chown it");
      }
      return (mode & GROUP_AND_OTHERS_READ_OR_WRITE) == 0
          ? Optional.empty()
          : Optional.of(
              String.format(
                  "has mode %04o, so others than its owner may read or change it: chmod it to"
                      + " 0600, and change the key if somebody has read it",
                  mode));
    }
  }

  /**
   * Reads the value of keepalived.conf's {@code key ID VALUE}, and the file that it names.
   *
   * @param id the number in the trailer, 0 to 255
   * @param value what stands behind the number
   * @return the key, or why there is none; never {@link KeyReading.InFile}
   */
  public static KeyReading read(int id, String value) {
    KeyReading reading = HmacKeyReader.read(id, value);
    return reading instanceof KeyReading.InFile file ? read(id, file.path()) : reading;
  }

  private static KeyReading read(int id, Path path) {
    String where = "key " + id + ": " + path + " ";
    FileContent content = FileContent.read(path, LARGEST);
    if (content instanceof FileContent.Absent) {
      return new KeyReading.Refused(
          "key "
              + id
              + ": there is no file "
              + path
              + ": make it, with mode 0600 and one line hex:...");
    }
    if (content instanceof FileContent.NotAFile) {
      return new KeyReading.Refused(
          where + "is no regular file, nor a link to one: name the file with the key");
    }
    if (content instanceof FileContent.Unreadable unreadable) {
      return new KeyReading.Refused(
          where
              + "can't be read: "
              + unreadable.errno().description()
              + ": check that the path can be reached");
    }
    Optional<String> problem = problem(path);
    if (problem.isPresent()) {
      return new KeyReading.Refused(where + problem.get());
    }
    return content instanceof FileContent.Text text
        ? HmacKeyReader.readLine(id, path, withoutLineEnd(text.text()))
        : new KeyReading.Refused(
            where
                + "has more than "
                + LARGEST
                + " octets, which no key has: it must hold one line, hex: and 64 to 128 digits");
  }

  private static Optional<String> problem(Path path) {
    try {
      Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode");
      return new Access(number(attributes.get("uid")), number(attributes.get("mode")) & PERMISSIONS)
          .problem(user());
    } catch (IOException e) {
      return Optional.of("went away while it was read: read it again");
    }
  }

  private static int number(@Nullable Object attribute) {
    return ((Number) Objects.requireNonNull(attribute)).intValue();
  }

  /** The JDK knows this process's user by name alone; the kernel shows the number. */
  private static int user() throws IOException {
    return number(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static String withoutLineEnd(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
