// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.TrackedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what {@code init_file} says. The file is made anew, for its owner alone, and never through
 * a link: a link in its place is replaced, its target is not touched. Whatever is no regular file
 * stays.
 */
final class InitFile {
  private InitFile() {}

  /**
   * Writes it, unless there is a file that is to be kept.
   *
   * @param overwrite whether a file that is there is replaced
   * @return what is wrong, for the log; empty where nothing is
   */
  static Optional<String> write(TrackedFile file, Path path, int value, boolean overwrite) {
    try {
      if (overwrite) {
        if (isKept(path)) {
          return Optional.of(
              "Cannot initialise track file " + file.name() + " - it is not a regular file");
        }
        Files.deleteIfExists(path);
      }
      create(path, value);
      return Optional.empty();
    } catch (FileAlreadyExistsException kept) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "Unable to initialise track file %s (%s): %s"
              .formatted(file.name(), file.path(), reason(e)));
    }
  }

  private static boolean isKept(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(path);
  }

  private static void create(Path path, int value) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer text = ByteBuffer.wrap((value + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its directory does not exist; make it, and reload";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }
}
