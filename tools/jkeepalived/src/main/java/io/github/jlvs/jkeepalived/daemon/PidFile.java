// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file that tells others which process the daemon is. It is made anew and never through a link;
 * one that a dead process left behind is replaced.
 */
public final class PidFile implements AutoCloseable {
  private final Path path;

  private PidFile(Path path) {
    this.path = path;
  }

  /** Why the file could not be made. */
  public static final class PidFileException extends Exception {
    PidFileException(String message) {
      super(message);
    }
  }

  /**
   * Makes the file.
   *
   * @throws PidFileException if the daemon runs already, or the file can't be written
   */
  public static PidFile create(Path path, long pid) throws PidFileException {
    try {
      return write(path, pid);
    } catch (FileAlreadyExistsException exists) {
      return replace(path, pid);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static PidFile replace(Path path, long pid) throws PidFileException {
    Optional<Long> other = running(path);
    if (other.isPresent() && other.get() != pid) {
      throw new PidFileException(
          "already running as process " + other.get() + " (" + path + "); stop that one first");
    }
    try {
      Files.delete(path);
      return write(path, pid);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The process that the file names, where it lives and is a daemon of this kind. */
  private static Optional<Long> running(Path path) {
    try {
      long pid = Long.parseLong(Files.readString(path, StandardCharsets.US_ASCII).strip());
      boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(pid) : Optional.empty();
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private static PidFile write(Path path, long pid) throws IOException {
    byte[] text = (pid + "\n").getBytes(StandardCharsets.US_ASCII);
    Files.write(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new PidFile(path);
  }

  private static PidFileException failed(Path path, IOException e) {
    return new PidFileException(
        "cannot write " + path + ": " + e.getMessage() + "; choose another with --pid");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next start replaces it.
    }
  }
}
