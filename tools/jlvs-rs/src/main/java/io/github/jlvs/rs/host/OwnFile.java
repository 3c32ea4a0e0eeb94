// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.github.jlvs.linux.FileContent;
import io.github.jlvs.linux.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file for others to read that says of itself who wrote it and what: so it is known whether
 * somebody has changed it since, without a list of what was installed that could be lost.
 */
record OwnFile(Path path) {
  private static final int LARGEST = 1 << 16;
  private static final String HEAD =
      "# Written by 'jlvs-rs install'; 'jlvs-rs uninstall' removes it unless it has been changed.\n"
          + "# sha256 ";

  /** Whose it is. */
  enum State {
    ABSENT,
    /** As it was written. */
    OURS,
    /** Changed since, or never ours. */
    FOREIGN
  }

  /** A text with what makes it known again. */
  static String marked(String text) {
    return HEAD + digest(text) + "\n" + text;
  }

  State state() throws IOException {
    if (!Files.exists(path, NOFOLLOW_LINKS)) {
      return State.ABSENT;
    }
    if (!Files.isRegularFile(path, NOFOLLOW_LINKS)
        || !(PrivateFile.read(path, LARGEST) instanceof FileContent.Text content)
        || !content.text().startsWith(HEAD)) {
      return State.FOREIGN;
    }
    int end = content.text().indexOf('\n', HEAD.length());
    String body = end < 0 ? "" : content.text().substring(end + 1);
    return content.text().equals(marked(body)) ? State.OURS : State.FOREIGN;
  }

  /** Replaces it as a whole, or makes it and the directories above it. */
  void write(String text) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    PrivateFile.replace(path, marked(text), PrivateFile.Endurance.MACHINE);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
