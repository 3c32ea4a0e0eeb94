// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.source.SourceFiles.UnreadableFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file whose first line is a password; no message shows anything of it. */
final class PasswordFile {
  private static final int LARGEST = 4096;
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private PasswordFile() {}

  static String read(Path file) throws UnreadableFile {
    try {
      // A FIFO would wait for somebody who writes.
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        if (!Files.exists(file)) {
          throw new NoSuchFileException(file.toString());
        }
        throw new UnreadableFile("it is no file of at most " + LARGEST + " octets");
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.stream().anyMatch(OF_OTHERS::contains)) {
        throw new UnreadableFile(
            "others can read or change it ("
                + PosixFilePermissions.toString(mode)
                + "): chmod 600 it, and change the password");
      }
      return firstLine(file);
    } catch (NoSuchFileException e) {
      throw new UnreadableFile("there is no such file");
    } catch (AccessDeniedException e) {
      throw new UnreadableFile("permission denied");
    } catch (CharacterCodingException e) {
      throw new UnreadableFile("it is no text in UTF-8");
    } catch (IOException e) {
      // Of an exception's own text nobody knows what is in it.
      throw new UnreadableFile("it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String firstLine(Path file) throws IOException, UnreadableFile {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        throw new UnreadableFile("its first line is empty");
      }
      return line;
    }
  }
}
