// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A password or a key that stands in a file, or why it is not used. No message and no {@code
 * toString()} shows anything of it.
 *
 * <p>The file is a regular one, or a link to one, of this process's user or of root. Others than
 * its owner and its group can't read it, and others than its owner can't change it. A systemd
 * credential is such a file, where the unit runs as root.
 */
public sealed interface SecretFile {
  /** The longest file in octets. */
  int LARGEST = 4096;

  /**
   * The secret.
   *
   * @param text the first line without its end, read as UTF-8; never empty
   */
  record Line(String text) implements SecretFile {
    @Override
    public String toString() {
      return "Line[********]";
    }
  }

  /**
   * It is not used.
   *
   * @param why what is wrong with the file and what to do, as the end of a message that names it
   */
  record Refused(String why) implements SecretFile {}

  /**
   * Reads a file; one that is no file is never waited for.
   *
   * @param file its path
   * @return the secret, or why there is none
   */
  static SecretFile read(Path file) {
    FileContent content = FileContent.read(file, LARGEST);
    if (content instanceof FileContent.Absent) {
      return new Refused("there is no such file");
    }
    if (content instanceof FileContent.NotAFile || content instanceof FileContent.TooLong) {
      return new Refused("it is no file of at most " + LARGEST + " octets");
    }
    if (content instanceof FileContent.Unreadable unreadable) {
      return new Refused(
          unreadable.errno().equals(Errno.EACCES)
              ? "permission denied"
              : "it cannot be read: " + unreadable.errno().description());
    }
    Optional<String> problem = problem(file);
    return problem.isPresent()
        ? new Refused(problem.get())
        : firstLine(((FileContent.Text) content).text());
  }

  private static Optional<String> problem(Path file) {
    try {
      return FileAccess.of(file).unfitForSecret(FileAccess.user());
    } catch (IOException e) {
      return Optional.of("it went away while it was read: read it again");
    }
  }

  private static SecretFile firstLine(String octets) {
    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.lines().findFirst().orElse("");
      return line.isEmpty() ? new Refused("its first line is empty") : new Line(line);
    } catch (CharacterCodingException e) {
      return new Refused("it is no text in UTF-8");
    }
  }
}
